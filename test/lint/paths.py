#!/usr/bin/python3
"""The repository knows no machine: no path of somebody's home or workplace in it."""
import os
import re
from lib.source import complain

PATH = re.compile(r'(?<![\w.])/(?:work|root|home|Users|mnt|workspace)/[\w.]')
for folder, inside, names in os.walk('.'):
    inside[:] = [d for d in inside if d not in ('.git', 'build', 'planted', '__pycache__')]
    for name in sorted(names):
        path = os.path.normpath(os.path.join(folder, name))
        if name == '.git' or os.path.islink(path) or name.endswith(('.o', '.so', '.bc')):
            continue
        for number, line in enumerate(open(path, encoding='utf-8', errors='replace'), 1):
            if PATH.search(line):
                complain(path, number, f'names a path of one machine: {PATH.search(line).group()}…')
