"""What must be refused, and what else must be accepted, in the lab on cross-entropy."""

WRONG = {
    "limit": {
        "gives the largest number itself": "return np.finfo(dtype).max",
        "takes the logarithm to base 2": "return np.log2(np.finfo(dtype).max)",
        "takes the logarithm to base 10": "return np.log10(np.finfo(dtype).max)",
        "knows float64 alone": "return np.log(np.finfo(float).max)",
        "returns nothing": "np.log(np.finfo(dtype).max)",
    },
    "softmax": {
        "takes the maximum of the whole table": """
with np.errstate(all="ignore"):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=-1, keepdims=True)
""",
        "divides by the sum of the whole table": """
powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
return powers / powers.sum()
""",
        "takes the mean off": """
with np.errstate(all="ignore"):
    powers = np.exp(scores - scores.mean(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
""",
        "cuts the scores off": """
powers = np.exp(np.clip(scores, -700, 700))
return powers / powers.sum(axis=-1, keepdims=True)
""",
        "goes down the columns": """
with np.errstate(all="ignore"):
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=0)
""",
        "subtracts in place": """
scores -= scores.max(axis=-1, keepdims=True)
powers = np.exp(scores)
return powers / powers.sum(axis=-1, keepdims=True)
""",
        "widens the data type": """
z = np.asarray(scores, dtype=float)
powers = np.exp(z - z.max(axis=-1, keepdims=True))
return powers / powers.sum(axis=-1, keepdims=True)
""",
    },
    "logsumexp": {
        "does not put the maximum back": """
m = scores.max(axis=-1, keepdims=True)
return np.log(np.exp(scores - m).sum(axis=-1))
""",
        "adds a column to a row": """
m = scores.max(axis=-1, keepdims=True)
return m + np.log(np.exp(scores - m).sum(axis=-1))
""",
        "does not shift": """
with np.errstate(all="ignore"):
    return np.log(np.exp(scores).sum(axis=-1))
""",
        "sums the whole table": """
m = scores.max()
return m + np.log(np.exp(scores - m).sum())
""",
        "keeps the axis": """
m = scores.max(axis=-1, keepdims=True)
return m + np.log(np.exp(scores - m).sum(axis=-1, keepdims=True))
""",
        "subtracts in place": """
m = scores.max(axis=-1)
scores -= m[..., None]
return m + np.log(np.exp(scores).sum(axis=-1))
""",
    },
    "log_softmax": {
        "puts the maximum back": "return scores - logsumexp(scores)[..., None]",
        "takes the logarithm of softmax": """
with np.errstate(all="ignore"):
    return np.log(softmax(scores))
""",
        "subtracts in place": """
scores -= scores.max(axis=-1, keepdims=True)
return scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))
""",
        "shifts the sum alone": """
shifted = scores - scores.max(axis=-1, keepdims=True)
return scores - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
""",
        "takes the maximum of the whole table": """
with np.errstate(all="ignore"):
    shifted = scores - scores.max()
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
""",
    },
    "cross_entropy": {
        "forgets the sign": """
log_p = log_softmax(as_float(scores))
return log_p[np.arange(len(labels)), labels].mean()
""",
        "sums": """
log_p = log_softmax(as_float(scores))
return -log_p[np.arange(len(labels)), labels].sum()
""",
        "goes through log-sum-exp": """
z = as_float(scores)
return (logsumexp(z) - z[np.arange(len(labels)), labels]).mean()
""",
        "gives each row's loss": """
log_p = log_softmax(as_float(scores))
return -log_p[np.arange(len(labels)), labels]
""",
        "takes the columns of all rows": """
log_p = log_softmax(as_float(scores))
return -log_p[:, labels].mean()
""",
        "multiplies by 0 and 1": """
log_p = log_softmax(as_float(scores))
with np.errstate(invalid="ignore"):
    return -(np.eye(log_p.shape[-1])[labels] * log_p).sum(axis=-1).mean()
""",
        "subtracts small integers": """
with np.errstate(all="ignore"):
    log_p = log_softmax(np.asarray(scores))
    return -log_p[np.arange(len(labels)), labels].mean()
""",
    },
    "gradient": {
        "does not divide": """
p = softmax(as_float(scores))
p[np.arange(len(labels)), labels] -= 1
return p
""",
        "divides by the number of scores": """
p = softmax(as_float(scores))
p[np.arange(len(labels)), labels] -= 1
return p / p.size
""",
        "subtracts small integers": """
with np.errstate(all="ignore"):
    p = softmax(np.asarray(scores))
p[np.arange(len(labels)), labels] -= 1
return p / len(labels)
""",
        "has the sign the wrong way round": """
p = -softmax(as_float(scores))
p[np.arange(len(labels)), labels] += 1
return p / len(labels)
""",
        "takes 1 off whole columns": """
p = softmax(as_float(scores))
p[:, labels] -= 1
return p / len(labels)
""",
        "writes into what it got": """
p = as_float(scores)
p[...] = softmax(p)
p[np.arange(len(labels)), labels] -= 1
return p / len(labels)
""",
    },
    "numerical": {
        "steps to one side": """
result = np.zeros_like(x)
for i in np.ndindex(x.shape):
    step = np.zeros_like(x)
    step[i] = h
    result[i] = (f(x + step) - f(x)) / h
return result
""",
        "divides by h": """
result = np.zeros_like(x)
for i in np.ndindex(x.shape):
    step = np.zeros_like(x)
    step[i] = h
    result[i] = (f(x + step) - f(x - step)) / h
return result
""",
        "moves all at once": """
return np.full_like(x, (f(x + h) - f(x - h)) / (2 * h))
""",
        "does not put back": """
result = np.zeros_like(x)
for i in np.ndindex(x.shape):
    x[i] += h
    up = f(x)
    x[i] -= 2 * h
    result[i] = (up - f(x)) / (2 * h)
return result
""",
    },
}

RIGHT = {
    "limit": {
        "computes in float64": "return np.log(float(np.finfo(dtype).max))",
        "from the exponent": "return np.finfo(dtype).maxexp * np.log(2)",
    },
    "softmax": {
        "by one logarithm": """
shifted = scores - scores.max(axis=-1)[..., None]
return np.exp(shifted - np.log(np.exp(shifted).sum(axis=-1))[..., None])
""",
    },
    "logsumexp": {
        "two at a time": "return np.logaddexp.reduce(scores, axis=-1)",
        "keeps the axis and drops it": """
m = scores.max(axis=-1, keepdims=True)
return (m + np.log(np.exp(scores - m).sum(axis=-1, keepdims=True)))[..., 0]
""",
    },
    "log_softmax": {
        "by log-sum-exp of what is shifted": """
shifted = scores - scores.max(axis=-1, keepdims=True)
return shifted - logsumexp(shifted)[..., None]
""",
        "with log1p": """
k = scores.argmax(axis=-1)[..., None]
shifted = scores - np.take_along_axis(scores, k, -1)
powers = np.exp(shifted)
np.put_along_axis(powers, k, 0, -1)
return shifted - np.log1p(powers.sum(axis=-1, keepdims=True))
""",
    },
    "cross_entropy": {
        "takes along the axis": """
log_p = log_softmax(as_float(scores))
return -np.take_along_axis(log_p, np.asarray(labels)[:, None], -1).mean()
""",
        "row by row, in float64": """
rows = log_softmax(np.array(scores, dtype=float))
return -sum(row[label] for row, label in zip(rows, labels)) / len(labels)
""",
    },
    "gradient": {
        "with the matrix y": """
p = softmax(as_float(scores))
return (p - np.eye(p.shape[-1])[labels]) / len(labels)
""",
        "from log-softmax": """
p = np.exp(log_softmax(as_float(scores)))
p[np.arange(len(p)), labels] -= 1
return p / len(p)
""",
    },
    "numerical": {
        "moves x and puts it back": """
result = np.zeros_like(x)
for i in np.ndindex(x.shape):
    kept = x[i]
    x[i] = kept + h
    up = f(x)
    x[i] = kept - h
    result[i] = (up - f(x)) / (2 * h)
    x[i] = kept
return result
""",
        "by unit vectors": """
steps = h * np.eye(x.size).reshape(-1, *x.shape)
return np.array([f(x + s) - f(x - s) for s in steps]).reshape(x.shape) / (2 * h)
""",
    },
}
