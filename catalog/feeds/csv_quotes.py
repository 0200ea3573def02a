"""Follow the quotes of CSV lines, to know where a record that spans lines ends."""

import re

UP_TO_CLOSING_QUOTE = re.compile(r'[^"]*(?:""[^"]*)*')


def ends_inside_quotes(line: str, delimiter: str, *, inside: bool) -> bool:
    """Tell whether a quoted cell is still open after `line`; `inside` is the answer for the line before."""
    if not inside and '"' not in line:
        return False
    position = 0
    while True:
        if not inside and line.startswith('"', position):
            inside, position = True, position + 1
        if inside:
            match = UP_TO_CLOSING_QUOTE.match(line, position)
            position = match.end() if match else len(line)
            if position >= len(line):
                return True
            inside = False
        position = line.find(delimiter, position) + 1
        if position == 0:
            return False
