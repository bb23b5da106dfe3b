"""Code from a module beside this one, and from a folder that all functions share."""

import __app__.shared_code.words
import azure.functions as func
from __app__.shared_code import plural

from ..shared_code.words import split_words  # noqa: TID252  # shown beside the absolute import
from . import example


def main(req: func.HttpRequest) -> str:
    """Say how many words the text has, and which is the longest."""
    words = split_words(req.params.get("text", ""))
    count = plural.counted(len(words), "word")
    return example.sentence(count, __app__.shared_code.words.longest(words))
