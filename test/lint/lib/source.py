"""What the lints share: the tree's sources without their comments, and the one form of a complaint."""
import glob
import os
import re
import sys

RULE = os.path.basename(sys.argv[0]).rsplit('.', 1)[0]
FLOORS = {'base': 0, 'time': 1, 'rules': 2, 'duty': 3, 'usage': 4, 'billing': 5, 'report': 6, 'worker': 9}
POLICY = 8  # regulations are concatenated after every part but the worker's
TOKEN = {
    'c': re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'', re.S),
    'sql': re.compile(r'/\*.*?\*/|--[^\n]*|\'(?:\'\'|[^\'])*\'', re.S),
}


def complain(path, line, what):
    print(f'{path}:{line}: {what} [{RULE}]')


def files(*patterns):
    return sorted({f for p in patterns for f in glob.glob(p, recursive=True)})


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def blank(token):
    return re.sub(r'[^\n]', ' ', token)


def code(path, strings=True):
    """The file's text with comments (and, if asked, what is in quotes) blanked; lines keep their numbers."""
    def keep(m):
        token = m.group()
        if token[0] in '/-':
            return blank(token)
        return token if strings else token[0] + blank(token[1:-1]) + token[-1]
    with open(path, encoding='utf-8') as f:
        return TOKEN['sql' if path.endswith('.sql') else 'c'].sub(keep, f.read())


def grep(pattern, *patterns, strings=True):
    """(path, line, match) of every hit outside comments."""
    for path in files(*patterns):
        text = code(path, strings)
        for m in re.finditer(pattern, text, re.M):
            yield path, line_of(text, m.start()), m


def parts():
    """The SQL parts in the order in which the Makefile puts them together."""
    numbered = files('sql/[0-9][0-9]_*.sql')
    roof = [p for p in numbered if p.startswith('sql/9')]
    return [p for p in numbered if p not in roof] + files('sql/policy/*.sql') + roof


def floor(path):
    """The floor a source belongs to; the door, src/gov_cloud.c, stands above all."""
    if path.startswith('sql/policy/'):
        return POLICY
    if path.startswith('sql/'):
        return int(os.path.basename(path)[:2]) // 10
    return FLOORS.get(path.split('/')[1], 99)


def functions(path, strings=True):
    """(name, line of its name, text of its body) of each C function, by the layout pgindent gives."""
    text = code(path, strings)
    for m in re.finditer(r'^(\w+)\((?:[^;{}]*?)\)[ \t]*\n\{\n(.*?)^\}', text, re.M | re.S):
        yield m.group(1), line_of(text, m.start()), m.group(2)
