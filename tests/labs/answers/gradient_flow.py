"""What must be refused, and what else must be accepted, in the lab on the flow of gradients."""

FLOW = """
rng = np.random.default_rng(seed)
width = network.layers[0].weight.shape[0]
outputs = network.forward(rng.normal(size=(EXAMPLES, width)))
network.backward(rng.normal(size=outputs.shape))
"""

WRONG = {
    "flow": {
        "counts the output layer": FLOW
        + "return np.array([np.linalg.norm(layer.delta) for layer in network.layers])",
        "takes the mean, not the norm": FLOW
        + "return np.array([np.abs(layer.delta).mean() for layer in network.layers[:-1]])",
        "forgets the root": FLOW
        + "return np.array([(layer.delta**2).sum() for layer in network.layers[:-1]])",
        "begins at the output": FLOW
        + "return np.array([np.linalg.norm(v.delta) for v in network.layers[-2::-1]])",
        "gives a list": FLOW
        + "return [np.linalg.norm(layer.delta) for layer in network.layers[:-1]]",
        "forgets the seed": FLOW.replace("default_rng(seed)", "default_rng()")
        + "return np.array([np.linalg.norm(layer.delta) for layer in network.layers[:-1]])",
        "forgets to return": FLOW,
    },
    "slope": {
        "forgets the deviation": """
u = np.random.default_rng(0).normal(size=10**5)
return np.mean(activation.derivative(u) ** 2)
""",
        "squares the mean": """
u = np.random.default_rng(0).normal(size=10**5)
return np.mean(activation.derivative(deviation * u)) ** 2
""",
        "does not square": """
u = np.random.default_rng(0).normal(size=10**5)
return np.mean(activation.derivative(deviation * u))
""",
        "takes the value": """
u = np.random.default_rng(0).normal(size=10**5)
return np.mean(activation(deviation * u) ** 2)
""",
        "forgets the weights of a grid": """
u = np.linspace(-8, 8, 16001)
return float(np.mean(activation.derivative(deviation * u) ** 2))
""",
        "takes it for a variance": """
u = np.random.default_rng(0).normal(size=10**5)
return np.mean(activation.derivative(np.sqrt(deviation) * u) ** 2)
""",
    },
    "he": {
        "forgets the root": "return rng.normal(0, 2 / fan_in, (fan_in, fan_out))",
        "takes 1 for 2": "return rng.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))",
        "divides by fan_out": "return rng.normal(0, np.sqrt(2 / fan_out), (fan_in, fan_out))",
        "turns the shape": "return rng.normal(0, np.sqrt(2 / fan_in), (fan_out, fan_in))",
        "has its own generator": """
rng = np.random.default_rng(0)
return rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))
""",
    },
    "center": {
        "has the wrong sign": """
for layer in network.layers[1:]:
    layer.bias = 0.5 * layer.weight.sum(axis=0)
""",
        "adds up the rows": """
for layer in network.layers[1:]:
    layer.bias = -0.5 * layer.weight.sum(axis=1)
""",
        "shifts the first layer, too": """
for layer in network.layers:
    layer.bias = -0.5 * layer.weight.sum(axis=0)
""",
        "changes the weights": """
for layer in network.layers[1:]:
    layer.weight = layer.weight - layer.weight.mean(axis=0)
""",
        "forgets the weights": """
for layer in network.layers[1:]:
    layer.bias = np.full(WIDTH, -0.5)
""",
    },
    "normalize": {
        "normalizes each example": """
mean, var = z.mean(axis=1, keepdims=True), z.var(axis=1, keepdims=True)
return (z - mean) / np.sqrt(var + EPSILON)
""",
        "normalizes everything at once": "return (z - z.mean()) / np.sqrt(z.var() + EPSILON)",
        "divides by the variance": "return (z - z.mean(axis=0)) / (z.var(axis=0) + EPSILON)",
        "forgets the mean": "return z / np.sqrt(z.var(axis=0) + EPSILON)",
        "adds EPSILON to the deviation": "return (z - z.mean(axis=0)) / (z.std(axis=0) + EPSILON)",
        "divides by one example fewer": """
return (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0, ddof=1) + EPSILON)
""",
        "changes what it got": """
z -= z.mean(axis=0)
z /= np.sqrt(z.var(axis=0) + EPSILON)
return z
""",
    },
    "residual": {
        "forgets the skip": """
return (gradient * activation.derivative(h @ weight)) @ weight.T
""",
        "forgets to transpose": """
return gradient + (gradient * activation.derivative(h @ weight)) @ weight
""",
        "takes the slope at h": """
return gradient + (gradient * activation.derivative(h)) @ weight.T
""",
        "applies the slope too late": """
return gradient + (gradient @ weight.T) * activation.derivative(h @ weight)
""",
        "changes what it got": """
passed = gradient.copy()
gradient *= activation.derivative(h @ weight)
return passed + gradient @ weight.T
""",
        "takes any activation for tanh": """
return gradient + (gradient * (1 - np.tanh(h @ weight) ** 2)) @ weight.T
""",
    },
    "doctor": {
        "trusts the product alone": """
return build(act.silu, scaled_normal(1 / mean_square_slope(act.silu)), seed)
""",
        "trusts batch normalisation": "return build(act.mish, he, seed, batch_norm=True)",
        "joins two remedies": """
return build(act.gelu, xavier, seed, batch_norm=True, residual=True)
""",
        "takes weights made for something else": "return build(act.softsign, xavier, seed)",
        "lets the numbers overflow": """
return build(act.gelu, scaled_normal(1e20), seed)
""",
        "uses one of the three": "return build(act.relu, he, seed)",
        "forgets the seed": "return build(act.elu, scaled_normal(0.02), residual=True)",
        "has too few layers": """
return Network([WIDTH] * 10, act.elu, scaled_normal(0.02), seed, residual=True)
""",
    },
}

RIGHT = {
    "flow": {
        "by a loop": FLOW
        + """
norms = []
for layer in network.layers[:-1]:
    norms.append(np.sqrt((layer.delta**2).sum()))
return np.array(norms)
""",
        "with the gradient drawn first": """
rng = np.random.default_rng(seed)
layers = network.layers
back = rng.normal(size=(EXAMPLES, layers[-1].weight.shape[1]))
network.forward(rng.normal(size=(EXAMPLES, layers[0].weight.shape[0])))
network.backward(back)
return np.array([np.linalg.norm(layer.delta) for layer in layers[:-1]])
""",
    },
    "slope": {
        "by samples": """
z = np.random.default_rng(0).normal(0, deviation, size=10**5)
return np.mean(activation.derivative(z) ** 2)
""",
    },
    "he": {
        "from a uniform distribution": """
bound = np.sqrt(6 / fan_in)
return rng.uniform(-bound, bound, (fan_in, fan_out))
""",
        "by scaling": """
return rng.standard_normal((fan_in, fan_out)) * (2 / fan_in) ** 0.5
""",
    },
    "center": {
        "by a product": """
for layer in network.layers[1:]:
    layer.bias = -(np.full(layer.weight.shape[0], 0.5) @ layer.weight)
return network
""",
        "in the hidden layers alone": """
for layer in network.layers[1:-1]:
    layer.bias -= layer.weight.sum(axis=0) / 2
""",
    },
    "normalize": {
        "step by step": """
centered = z - z.mean(axis=0)
return centered / np.sqrt((centered**2).mean(axis=0) + EPSILON)
""",
    },
    "residual": {
        "by a Jacobian for each example": """
rows = []
for g, slopes in zip(gradient, activation.derivative(h @ weight)):
    rows.append(g @ (np.eye(len(g)) + np.diag(slopes) @ weight.T))
return np.array(rows)
""",
    },
    "doctor": {
        "with small branches": """
return build(act.gelu, scaled_normal(0.02), seed, residual=True)
""",
        "with what suits SELU": "return build(act.selu, scaled_normal(1.0), seed)",
    },
}
