"""A function without annotations: the bindings in function.json say all the worker needs."""

# This one shows that annotations are optional, hence what it does not type:
# mypy: disable-error-code="no-untyped-def"
# pyright: basic


def main(req):
    """Greet the user that the query string names."""
    return f"Hello, {req.params.get('user')}!"
