#!/usr/bin/python3
"""Every exported C symbol begins with gov_ (besides what PostgreSQL itself looks for)."""
import re
import subprocess
from lib.source import complain, grep

OURS = re.compile(r'gov_|_PG_init$|_PG_fini$|Pg_magic_func$|pg_finfo_gov_')
listing = subprocess.run(['nm', '-D', '-g', '--defined-only', 'gov_cloud.so'], check=True, capture_output=True, text=True)
for name in (line.split()[-1] for line in listing.stdout.splitlines()):
    if not OURS.match(name):
        bare = re.escape(name.replace('pg_finfo_', ''))
        place = next(grep(rf'^(?:[^\n]*[ \t*])?{bare}\s*[\[(=;]', 'src/**/*.c'), ('gov_cloud.so', 1, None))
        complain(place[0], place[1], f'exports {name}: begin it with gov_, or make it static')
