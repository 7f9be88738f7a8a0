#!/usr/bin/env python3
"""History of the demo county's machines as OpenMetrics text, for promtool.

usage: history.py FIRST_DAY LAST_SECOND > FILE
    FIRST_DAY    first local day (Beijing), YYYY-MM-DD
    LAST_SECOND  Unix time of the last sample wanted

What a vCenter exporter gives: CPU and memory in hundredths of a percent, power
state 1 or 0, one sample every five minutes.  The same arguments give the same
text: nothing here depends on the moment or on chance.
"""
import datetime
import math
import random
import sys

STEP = 300
SLOTS = 86400 // STEP
BEIJING = datetime.timezone(datetime.timedelta(hours=8))

# name -> (peak of the day's CPU %, memory %, what is special about it)
MACHINES = {
    'vm-edu-01': (9, 61, 'idle'),          # the one to be found: peaks far below 15 %
    'vm-edu-02': (78, 72, 'busy'),
    'vm-edu-03': (8, 58, 'gaps'),          # low, but unknown for half of the second month
    'vm-edu-04': (46, 64, 'resized'),
    'vm-edu-05': (41, 55, 'plain'),
    'vm-edu-06': (39, 63, 'plain'),
    'vm-civ-01': (52, 70, 'plain'),
    'vm-civ-02': (66, 68, 'plain'),
    'vm-civ-03': (15, 57, 'edge'),         # peaks of exactly 15 %: not below 15
    'vm-civ-04': (35, 50, 'off'),          # powered off for the last ten days
    'vm-civ-05': (58, 61, 'plain'),
    'vm-civ-06': (47, 66, 'plain'),
    'vm-hlt-01': (71, 75, 'busy'),
    'vm-hlt-02': (44, 52, 'plain'),
    'vm-hlt-03': (39, 59, 'plain'),
    'vm-hlt-04': (55, 67, 'plain'),
    'vm-hlt-05': (62, 63, 'plain'),
    'vm-hlt-06': (10, 56, 'one_busy_month'),   # low, busy, low: the run is broken
    'vm-agr-01': (49, 60, 'plain'),
    'vm-agr-02': (3, 65, 'nightly'),       # idle all day, 40 % in the nightly batch: not idle
    'vm-agr-03': (37, 54, 'plain'),
    'vm-agr-04': (64, 69, 'plain'),
    'vm-unknown-01': (33, 51, 'plain'),    # in the cloud, but in no register: quarantined
}


def months_between(first, day):
    """whole calendar months from the first day's month to this day's"""
    return (day.year - first.year) * 12 + day.month - first.month


def day_of(kind, peak, memory, first, day, days_left, noise):
    """the day's samples of one machine: SLOTS of (cpu, memory, power) in exporter units, or None"""
    month = months_between(first, day)
    if kind == 'gaps' and month == 1 and day.day > 15:
        return [None] * SLOTS
    if kind == 'off' and days_left < 10:
        return [(None, None, 0)] * SLOTS
    if kind == 'one_busy_month' and month == 1:
        peak = 60
    if kind == 'resized' and month >= 2:
        peak = peak / 2
    weekday = 1.0 if day.weekday() < 5 or kind == 'edge' else 0.6
    samples = []
    for slot in range(SLOTS):
        hour = slot * 24 / SLOTS
        shape = 0.25 + 0.75 * max(0.0, math.sin(math.pi * (hour - 7) / 12))
        cpu = peak * weekday * shape * (1 - 0.15 * noise.random())
        if kind == 'nightly' and 36 <= slot < 42:
            cpu = 40
        if kind == 'edge':
            cpu = min(cpu, 14.5)
            if slot == 156:
                cpu = peak
        samples.append((int(round(cpu * 100)), int(round((memory + noise.random() * 3) * 100)), 1))
    return samples


def main():
    first = datetime.date.fromisoformat(sys.argv[1])
    last = int(sys.argv[2])
    start = int(datetime.datetime.combine(first, datetime.time(), BEIJING).timestamp())
    days = (last - start) // 86400 + 1
    families = (('vmware_vm_cpu_usage_average', 0), ('vmware_vm_mem_usage_average', 1), ('vmware_vm_power_state', 2))
    out = {family: [] for family, _ in families}
    for name, (peak, memory, kind) in MACHINES.items():
        noise = random.Random(name)
        for number in range(days):
            day = first + datetime.timedelta(days=number)
            samples = day_of(kind, peak, memory, first, day, days - 1 - number, noise)
            at = start + number * 86400
            for slot, sample in enumerate(samples):
                second = at + slot * STEP
                if second > last or sample is None:
                    continue
                for family, column in families:
                    if sample[column] is not None:
                        out[family].append(f'{family}{{vm_name="{name}"}} {sample[column]} {second}\n')
    for family, _ in families:
        sys.stdout.write(f'# TYPE {family} gauge\n')
        sys.stdout.writelines(out[family])
    sys.stdout.write('# EOF\n')


main()
