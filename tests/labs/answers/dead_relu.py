"""What must be refused, and what else must be accepted, in the lab on dead ReLUs and activations."""

WRONG = {
    "gradient": {
        "forgets the derivative of ReLU": """
error = np.maximum(w * x + b, 0) - target
return (error**2).mean() / 2, (error * x).mean(), error.mean()
""",
        "counts z = 0 as on": """
z = w * x + b
error = np.maximum(z, 0) - target
delta = error * (z >= 0)
return (error**2).mean() / 2, (delta * x).mean(), delta.mean()
""",
        "sums where it should average": """
z = w * x + b
error = np.maximum(z, 0) - target
delta = error * (z > 0)
return (error**2).sum() / 2, (delta * x).sum(), delta.sum()
""",
        "forgets the input in the gradient by w": """
z = w * x + b
error = np.maximum(z, 0) - target
delta = error * (z > 0)
return (error**2).mean() / 2, delta.mean(), delta.mean()
""",
        "returns the loss alone": "return ((np.maximum(w * x + b, 0) - target) ** 2).mean() / 2",
    },
    "kill": {
        "stops at the first point that goes off": """
_, dw, db = gradient(w, b, x, target)
g = dw * x + db
return np.inf if (g <= 0).any() else ((w * x + b) / g).min()
""",
        "looks at the bias alone": """
_, dw, db = gradient(w, b, x, target)
return b / db if db > 0 else np.inf
""",
        "forgets the points that a step lifts": """
_, dw, db = gradient(w, b, x, target)
return ((w * x + b) / (dw * x + db)).max()
""",
        "leaves out the points that a step lifts": """
_, dw, db = gradient(w, b, x, target)
z, g = w * x + b, dw * x + db
return (z[g > 0] / g[g > 0]).max() if (g > 0).any() else np.inf
""",
        "returns a rate for each point": """
_, dw, db = gradient(w, b, x, target)
return (w * x + b) / (dw * x + db)
""",
    },
    "dead": {
        "off for one input is enough": "return bool((w * x + b <= 0).any())",
        "takes small for 0": "return bool(np.maximum(w * x + b, 0).sum() < 1e-6)",
        "counts z = 0 as on": "return bool((w * x + b < 0).all())",
        "looks at the largest input alone": "return bool(w * x[-1] + b <= 0)",
        "takes a gradient of 0 for death": """
_, dw, db = gradient(w, b, x, 1 + 2 * x)
return bool(dw == 0 and db == 0)
""",
        "answers for each input": "return w * x + b <= 0",
    },
    "leaky": {
        "gives the value": "return np.where(z > 0, z, a * z)",
        "has a fixed slope": "return np.where(z > 0, 1.0, 0.01)",
        "counts 0 to the right": "return np.where(z >= 0, 1.0, a)",
        "multiplies the left by z": "return np.where(z > 0, 1.0, a * z)",
    },
    "wake": {
        "leaves the slope at 0": """
for step in range(limit + 1):
    if (w * x + b).max() > 0:
        return step
    _, dw, db = gradient(w, b, x, target)
    w, b = w - rate * dw, b - rate * db
return None
""",
        "waits until every point is on": """
for step in range(limit + 1):
    z = w * x + b
    if z.min() > 0:
        return step
    delta = (act.leaky_relu(z, a) - target) * leaky_derivative(z, a)
    w, b = w - rate * (delta * x).mean(), b - rate * delta.mean()
return None
""",
        "takes ReLU for the output": """
for step in range(limit + 1):
    z = w * x + b
    if z.max() > 0:
        return step
    delta = (act.relu(z) - target) * leaky_derivative(z, a)
    w, b = w - rate * (delta * x).mean(), b - rate * delta.mean()
return None
""",
        "counts one step too many": """
for step in range(1, limit + 1):
    z = w * x + b
    if z.max() > 0:
        return step
    delta = (act.leaky_relu(z, a) - target) * leaky_derivative(z, a)
    w, b = w - rate * (delta * x).mean(), b - rate * delta.mean()
return None
""",
        "does not look after the last step": """
for step in range(limit):
    z = w * x + b
    if z.max() > 0:
        return step
    delta = (act.leaky_relu(z, a) - target) * leaky_derivative(z, a)
    w, b = w - rate * (delta * x).mean(), b - rate * delta.mean()
return None
""",
        "steps uphill": """
for step in range(limit + 1):
    z = w * x + b
    if z.max() > 0:
        return step
    delta = (act.leaky_relu(z, a) - target) * leaky_derivative(z, a)
    w, b = w + rate * (delta * x).mean(), b + rate * delta.mean()
    if b < -1e9:
        return None
return None
""",
    },
    "count": {
        "takes off once for dead": """
network.forward(x)
return [int((layer.before <= 0).any(axis=0).sum()) for layer in network.layers[:-1]]
""",
        "counts z = 0 as on": """
network.forward(x)
return [int((layer.before < 0).all(axis=0).sum()) for layer in network.layers[:-1]]
""",
        "goes along the wrong axis": """
network.forward(x)
return [int((layer.before <= 0).all(axis=1).sum()) for layer in network.layers[:-1]]
""",
        "forgets the forward pass": """
return [int((layer.before <= 0).all(axis=0).sum()) for layer in network.layers[:-1]]
""",
        "adds the layers up": """
network.forward(x)
return sum(int((layer.before <= 0).all(axis=0).sum()) for layer in network.layers[:-1])
""",
    },
    "own": {
        "has the derivative of another function": """
def __call__(self, x):
    return (x + np.sqrt(x**2 + 1) - 1) / 2

def derivative(self, x):
    return act.relu.derivative(x)
""",
        "is a straight line": """
def __call__(self, x):
    return 0.7 * x

def derivative(self, x):
    return np.full_like(x, 0.7)
""",
        "is one of the six": """
def __call__(self, x):
    return x / (1 + np.exp(-x))

def derivative(self, x):
    return act.silu.derivative(x)
""",
        "changes what it was given": """
def __call__(self, x):
    x[x < 0] *= 0.3
    return x

def derivative(self, x):
    return np.where(x > 0, 1.0, 0.3)
""",
        "is too flat to learn": """
def __call__(self, x):
    return 0.03 * np.sin(x)

def derivative(self, x):
    return 0.03 * np.cos(x)
""",
        "has no derivative": """
def __call__(self, x):
    return np.maximum(x, 0) + np.minimum(x, 0) / 4
""",
    },
}

RIGHT = {
    "gradient": {
        "as a list, by np.where and dot products": """
z = w * x + b
y = np.where(z > 0, z, 0.0)
delta = np.where(z > 0, y - target, 0.0)
n = len(x)
return [(y - target) @ (y - target) / (2 * n), delta @ x / n, delta.sum() / n]
""",
    },
    "kill": {
        "from both ends, since z is a line": """
_, dw, db = gradient(w, b, x, target)
ends = np.array([x.min(), x.max()])
g = dw * ends + db
return float(max((w * ends + b) / g)) if (g > 0).all() else float("inf")
""",
        "by halving": """
_, dw, db = gradient(w, b, x, target)
low, high = 0.0, 1e6
for _ in range(200):
    middle = (low + high) / 2
    if ((w - middle * dw) * x + b - middle * db <= 0).all():
        high = middle
    else:
        low = middle
return high if high < 1e6 else np.inf
""",
    },
    "dead": {
        "by the largest": "return (w * x + b).max() <= 0",
        "by the output": "return not np.maximum(w * x + b, 0).any()",
    },
    "leaky": {"by arithmetic": "return (z > 0) + a * (z <= 0)"},
    "wake": {
        "with while, and the formula of leaky ReLU": """
step = 0
while not (w * x + b > 0).any():
    if step == limit:
        return None
    z = w * x + b
    delta = (a * z - target) * a
    w -= rate * np.mean(delta * x)
    b -= rate * np.mean(delta)
    step += 1
return step
""",
    },
    "count": {
        "by the largest z, as an array": """
network.forward(x)
return np.array([(layer.before.max(axis=0) <= 0).sum() for layer in network.layers[:-1]])
""",
    },
    "own": {
        "a line that bends on the left": """
def __call__(self, x):
    left = np.minimum(x, 0)
    return np.maximum(x, 0) + left / (1 - left)

def derivative(self, x):
    return 1 / (1 - np.minimum(x, 0)) ** 2
""",
        "a line and a wave": """
def __call__(self, x):
    return x / 2 + np.sin(x) / 2

def derivative(self, x):
    return 1 / 2 + np.cos(x) / 2
""",
    },
}
