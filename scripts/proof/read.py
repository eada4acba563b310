r"""Read LaTeX as the book writes it: a formula becomes chains of relations between trees.

A tree is a `Node`. Its kind says what it is, its parts are the trees below, its name is a letter, a
number or a function. What the reader does not know is an error, never left out: SymPy's parsers stop
in the middle of such a formula without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Parts = tuple["Node", ...]


@dataclass(frozen=True)
class Node:
    """A piece of a formula."""

    kind: str
    parts: Parts = ()
    name: str = ""

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Chain:
    """Sides and the relations between them: a = b < c has three sides."""

    sides: Parts
    relations: tuple[str, ...]


class ReadError(ValueError):
    """A formula holds what the reader does not know."""


RELATIONS = {
    "=": "=", ":=": ":=", "<=": "<=", ">=": ">=", "<": "<", ">": ">",
    r"\le": "<=", r"\ge": ">=", r"\leq": "<=", r"\geq": ">=",
    r"\ne": "!=", r"\approx": "~", r"\to": "->", "->": "->", r"\in": "in", r"\sim": "drawn",
    r"\propto": "propto",
}  # fmt: skip
# Named by a command, and with or without brackets around what they take.
FUNCTIONS = {
    rf"\{name}": name
    for name in ["log", "exp", "sin", "cos", "sinh", "cosh", "tanh", "max", "min", "arg", "det"]
}  # fmt: skip
BIG = {r"\sum": "sum", r"\prod": "prod", r"\int": "int"}
SPACES = {r"\,", r"\;", r"\:", r"\!", r"\ ", "~", r"\displaystyle"}
SIZES = re.compile(r"\\(?:[bB]igg?[lrm]?|left|right)(?![a-zA-Z])\.?")
BREAKS = {",", r"\qquad", r"\quad", r"\\", r"\Longrightarrow", "&"}
LINKS = {r"\iff": "iff", r"\implies": "implies"}
NO_FACTOR = {"+", "-", r"\pm", ")", "]", "}", r"\}", r"\rVert", "/", "^", "_", "'", ";", ":"}
TOKEN = re.compile(
    r"\\(?:operatorname|mathrm|mathbf|mathsf|mathbb|text|begin|end)\s*\{(?:[^{}])*\}"
    r"|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|[:<>]=|->|\S",
    re.S,
)


def tokens(latex: str) -> list[str]:
    """Return the tokens of a formula, without what only spaces or sizes it."""
    latex = re.sub(r"\\mathsf T", r"\\mathsf{T}", SIZES.sub(" ", latex))
    found = TOKEN.findall(latex)
    return [token for token in found if token not in SPACES]


def read(latex: str) -> list[Chain]:
    """Return the chains of a formula; one without a relation has one side."""
    reader = Reader(tokens(latex))
    chains = list(reader.chains())
    if reader.here:
        raise ReadError(f"{reader.here!r} is not understood in {latex!r}")
    return chains


class Reader:
    """What is still to be read of a formula."""

    def __init__(self, left: list[str]) -> None:
        self.left = left
        self.at = 0
        self.bars = 0
        self.differential = 0

    @property
    def here(self) -> str:
        """The next token, empty at the end."""
        return self.left[self.at] if self.at < len(self.left) else ""

    def after(self, steps: int = 1) -> str:
        """Return a token further on."""
        return self.left[self.at + steps] if self.at + steps < len(self.left) else ""

    def take(self, expected: str = "") -> str:
        """Return the next token and go on."""
        token = self.here
        if not token or (expected and token != expected):
            raise ReadError(f"{expected or 'more'!r} is needed before {token or 'the end'!r}")
        self.at += 1
        return token

    def took(self, *choices: str) -> bool:
        """Go on if the next token is one of these."""
        if self.here in choices:
            self.at += 1
            return True
        return False

    # --- relations ---

    def chains(self, end: str = "") -> Iterator[Chain]:
        """Yield chain after chain; a line that begins with a relation goes on with the one before."""
        current: Chain | None = None
        while self.here and self.here != end:
            if (
                self.here in BREAKS
                or self.here == r"\begin{aligned}"
                or self.here == r"\end{aligned}"
            ):
                self.at += 1
                continue
            if self.here in LINKS and current is not None:
                sign = LINKS[self.take()]
                current = Chain((stated(current), stated(self.chain((self.sum(),), ()))), (sign,))
            elif self.here in RELATIONS and current is not None:
                current = self.chain(current.sides, current.relations)
            else:
                if current is not None:
                    yield current
                current = self.chain((self.sum(),), ())
        if current is not None:
            yield current

    def chain(self, sides: Parts, relations: tuple[str, ...]) -> Chain:
        """Read relations and sides for as long as they come."""
        while True:
            if self.here == "&" and self.after() in RELATIONS:
                self.at += 1
            if self.here not in RELATIONS or self.here in BREAKS:
                return Chain(sides, relations)
            relations += (RELATIONS[self.take()],)
            self.took("&")
            sides += (self.sum(),)

    def relation(self) -> Node:
        """Read one condition, as in a case or a bracket."""
        return stated(self.chain((self.sum(),), ()))

    # --- sums and products ---

    def sum(self) -> Node:
        """Read terms with signs between them."""
        value = self.term()
        while self.here in ("+", "-", r"\pm"):
            sign = {"+": "add", "-": "sub", r"\pm": "pm"}[self.take()]
            value = Node(sign, (value, self.term()))
        return value

    def term(self) -> Node:
        """Read factors, with or without a sign of multiplication."""
        if self.took("-"):
            return Node("neg", (self.term(),))
        if self.took("+"):
            return self.term()
        if self.took(r"\pm"):
            return Node("pm", (Node("number", name="0"), self.term()))
        value = self.factor()
        while True:
            if self.took(r"\cdot"):
                value = Node("dot", (value, self.signed()))
            elif self.took(r"\times"):
                value = Node("mul", (value, self.signed()))
            elif self.took(r"\odot"):
                value = Node("odot", (value, self.signed()))
            elif self.took("/"):
                value = Node("div", (value, self.signed()))
            elif self.begins_factor():
                value = Node("mul", (value, self.factor()))
            else:
                return value

    def signed(self) -> Node:
        """Read the factor after a sign of multiplication; it may be negative."""
        return Node("neg", (self.factor(),)) if self.took("-") else self.factor()

    def begins_factor(self) -> bool:
        """Tell whether a factor follows."""
        token = self.here
        if not token or token in BREAKS or token in RELATIONS or token in LINKS:
            return False
        if self.differential and token == "d" and re.fullmatch("[a-z]", self.after()):
            return False
        if token == "|":
            return not self.bars
        return token not in NO_FACTOR and not token.startswith(r"\end")

    def factor(self) -> Node:
        """Read one thing with its index, primes and power."""
        value = self.atom()
        while True:
            if self.here == "_":
                value = Node("index", (value, self.script()))
            elif self.here == "^":
                value = self.power(value)
            elif self.here == "'":
                value = Node("prime", (value,))
                self.at += 1
            elif self.here == "(" and callable_name(value):
                value = Node("call", (value, *self.arguments()))
            else:
                return value

    def power(self, value: Node) -> Node:
        """Read what stands above: a power, a prime or the sign of a transpose."""
        if self.after() == r"\mathsf{T}" or (
            self.after() == "{" and self.after(2) == r"\mathsf{T}"
        ):
            self.script()
            return Node("transpose", (value,))
        if self.after() == r"\prime":
            self.script()
            return Node("prime", (value,))
        exponent = self.script()
        return Node("pow", (value, exponent))

    def script(self) -> Node:
        """Read what stands after _ or ^: a group, or one token."""
        self.at += 1
        if self.here == "{":
            return self.group()
        if self.here and self.here[0].isdigit() and len(self.here) > 1 and "." not in self.here:
            digit, rest = self.here[0], self.here[1:]
            self.left[self.at : self.at + 1] = [digit, rest]
        return self.atom()

    def group(self) -> Node:
        """Read a group in braces; several things in it, as in W_{nc}, are a product."""
        self.take("{")
        values = [self.sum()]
        if self.took(":"):
            values = [Node("such", (values[0], self.relation()))]
        while self.took(","):
            values.append(self.sum())
        if self.here in RELATIONS:
            chain = self.chain((values[0],), ())
            values = [Node("relation", chain.sides, " ".join(chain.relations))]
        self.take("}")
        return values[0] if len(values) == 1 else Node("tuple", tuple(values))

    def arguments(self, close: str = ")") -> Parts:
        """Read what stands between brackets, after the opening one."""
        self.at += 1
        bars, self.bars = self.bars, 0
        values = [self.sum()]
        while self.took(","):
            values.append(self.sum())
        if self.here in RELATIONS:
            chain = self.chain((values[0],), ())
            values = [Node("relation", chain.sides, " ".join(chain.relations))]
        self.bars = bars
        if not self.took(close, ")", "]"):
            raise ReadError(f"{close!r} is needed before {self.here or 'the end'!r}")
        return tuple(values)

    # --- things ---

    def atom(self) -> Node:
        """Read a number, a letter, a function, a fraction or what stands in brackets."""
        token = self.here
        if re.fullmatch(r"\d+(?:\.\d+)?", token):
            return Node("number", name=self.take())
        if token in FUNCTIONS:
            return self.function(FUNCTIONS[self.take()])
        if token == r"\lim":
            self.at += 1
            return Node("limit", (self.script(), self.term()))
        if token in BIG:
            return self.big(BIG[self.take()])
        if token.startswith(r"\operatorname"):
            return self.function(braced(self.take()))
        if token == r"\mathbb{E}":
            self.at += 1
            return Node("expectation", self.arguments("]"))
        if token in (r"\frac", r"\dfrac", r"\tfrac"):
            self.at += 1
            return self.fraction()
        if token == r"\sqrt":
            self.at += 1
            return Node("sqrt", (self.group_or_token(),))
        if token in (r"\overline", r"\hat"):
            self.at += 1
            inner = self.group_or_token()
            if token == r"\overline":
                return Node("mean", (inner,))
            return Node("letter", name=rf"\hat{{{inner.name}}}")
        if token == "|":
            return self.between_bars()
        if token == r"\lVert":
            self.at += 1
            inner = self.sum()
            self.take(r"\rVert")
            if self.here == "_":
                return Node("norm", (inner, self.script()))
            return Node("norm", (inner, Node("number", name="2")))
        if token == r"\begin{cases}":
            return self.cases()
        if token == "(":
            values = self.arguments()
            return Node("group", values) if len(values) == 1 else Node("tuple", values)
        if token == "[":
            values = self.arguments("]")
            return Node("bracket", values)
        if token in (r"\cdots", r"\ldots", r"\dots"):
            self.at += 1
            return Node("ellipsis")
        if token == "{":
            return self.group()
        if re.fullmatch(
            r"[A-Za-z]|\\[a-zA-Z]+|\\(?:mathrm|mathbf|mathsf|text)\s*\{[^{}]*\}", token
        ) and not ({token} & (RELATIONS.keys() | LINKS.keys() | BREAKS)):
            self.at += 1
            return Node("letter", name=token)
        raise ReadError(f"{token or 'the end'!r} is not understood")

    def group_or_token(self) -> Node:
        r"""Read a group in braces or one digit or letter, as \\frac12 has them."""
        self.at -= 1
        return self.script()

    def function(self, name: str) -> Node:
        """Read a function's index, primes and power, and what it takes, with or without brackets."""
        sub: Parts = ()
        power: Parts = ()
        primes = ""
        while self.here in ("_", "^", "'"):
            if self.here == "_":
                sub = (self.script(),)
            elif self.here == "'":
                primes += self.take()
            else:
                power = (self.script(),)
        head = Node("function", sub, name + primes)
        if self.here == "(":
            given = self.arguments()
        elif self.begins_factor():
            given = (self.unbracketed(),)
        else:
            given = ()
        value = Node("call", (head, *given)) if given else head
        return Node("pow", (value, *power)) if power else value

    def unbracketed(self) -> Node:
        """Read what a function without brackets takes: factors, up to a sign or the next function."""
        value = self.factor()
        while (
            self.begins_factor()
            and self.here not in FUNCTIONS
            and not self.here.startswith((r"\operatorname", "("))
        ):
            value = Node("mul", (value, self.factor()))
        return value

    def big(self, name: str) -> Node:
        """Read a sum, a product or an integral with its bounds and all that stands below it."""
        low: Node | None = None
        high: Node | None = None
        while self.here in ("_", "^"):
            if self.here == "_":
                low = self.script()
            else:
                high = self.script()
        bounds = tuple(part for part in (low, high) if part is not None)
        if name == "int":
            self.differential += 1
            body = self.sum()
            self.differential -= 1
            self.take("d")
            return Node("int", (body, *bounds), self.take())
        return Node(name, (self.term(), *bounds))

    def fraction(self) -> Node:
        r"""Read a fraction; one of two d or of two \\partial is a derivative."""
        if self.here == "{" and self.after() in ("d", r"\partial"):
            return self.derivative()
        return Node("div", (self.group_or_token(), self.group_or_token()))

    def derivative(self) -> Node:
        """Read dy/dx, or d/dx and what stands behind it."""
        self.take("{")
        self.at += 1
        what = None if self.here == "}" else self.sum()
        self.take("}")
        self.take("{")
        self.at += 1
        of = self.factor()
        self.take("}")
        if what is None:
            what = self.term()
        return Node("derivative", (what, of))

    def between_bars(self) -> Node:
        """Read |x|."""
        self.take("|")
        self.bars += 1
        inner = self.sum()
        self.bars -= 1
        self.take("|")
        return Node("abs", (inner,))

    def cases(self) -> Node:
        """Read the branches; each is a value and a relation, or a value alone for all else."""
        self.take(r"\begin{cases}")
        branches: list[Node] = []
        while not self.took(r"\end{cases}"):
            value = self.sum()
            self.take("&")
            if self.took(r"\text{otherwise}"):
                branches.append(Node("branch", (value,)))
            else:
                branches.append(Node("branch", (value, self.relation())))
            self.took(r"\\")
        return Node("cases", tuple(branches))


def stated(chain: Chain) -> Node:
    """Return a chain as one thing that is true or false."""
    return Node("relation", chain.sides, " ".join(chain.relations))


def braced(token: str) -> str:
    """Return what stands in the braces of a token."""
    return token[token.index("{") + 1 : -1].replace(r"\_", "_").strip()


def callable_name(node: Node) -> bool:
    """Tell whether a bracket after this may hold its arguments; symbols decide whether it does."""
    while node.kind in ("index", "prime"):
        node = node.parts[0]
    return node.kind == "letter"
