"""A temporary file, for data that need not stay."""

import tempfile

import azure.functions as func


def main(req: func.HttpRequest) -> str:
    """Count the lines of the body by way of a file."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(req.get_body())
        file.seek(0)
        lines = len(file.readlines())
    return f"Lines: {lines}"
