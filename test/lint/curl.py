#!/usr/bin/python3
"""The network lives in one file: only src/worker/fetch.o may refer to libcurl."""
import os
import subprocess
from lib.source import complain, files, grep

for path in files('src/**/*.c'):
    made = path[:-2] + '.o'
    if path == 'src/worker/fetch.c' or not os.path.exists(made):
        continue
    names = subprocess.run(['nm', '-u', made], check=True, capture_output=True, text=True).stdout.split()
    for name in sorted({n for n in names if n.startswith('curl_')}):
        place = next(grep(rf'\b{name}\b', path), (path, 1, None))
        complain(path, place[1], f'calls {name}: only src/worker/fetch.c talks to the network')
