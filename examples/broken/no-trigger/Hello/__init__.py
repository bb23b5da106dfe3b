def main() -> str:
    return "Hello!"
