/* unit: src/usage/block.c */
/*
 * block.c
 *		Packed days: what goes in comes out, in few bytes, and damage is noticed.
 */
#include "usage/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int	tests;
static uint64_t seed = 88172645463325252u;

/* one assertion in TAP */
static void
ok(bool holds, const char *what)
{
	printf("%sok %d - %s\n", holds ? "" : "not ", ++tests, what);
}

/* xorshift: the same numbers every run */
static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}

/* a decimal as decimal.c would read it: no trailing zeros */
static GovDecimal
decimal(int64_t mantissa, int exponent)
{
	GovDecimal	value = {mantissa, exponent};

	if (mantissa == 0)
		value.exponent = 0;
	while (value.mantissa != 0 && value.mantissa % 10 == 0)
	{
		value.mantissa /= 10;
		value.exponent++;
	}
	return value;
}

/* packs, unpacks, compares; answers the bytes, 0: it came back otherwise */
static size_t
round_trip(const GovBlockSample *samples, size_t n)
{
	size_t		len,
				back;
	uint8_t    *block = gov_block_pack(samples, n, &len);
	GovBlockSample *again = block ? gov_block_unpack(block, len, &back) : NULL;
	bool		same = again != NULL && back == n;

	for (size_t i = 0; same && i < n; i++)
		same = again[i].at_us == samples[i].at_us &&
			again[i].value.mantissa == samples[i].value.mantissa &&
			again[i].value.exponent == samples[i].value.exponent;
	free(block);
	free(again);
	return same ? len : 0;
}

static GovBlockSample day[GOV_BLOCK_SAMPLES_MAX];

/* n samples on a grid, values by a rule */
static void
fill(size_t n, int64_t step_us, GovDecimal (*rule) (size_t))
{
	for (size_t i = 0; i < n; i++)
	{
		day[i].at_us = (int64_t) i * step_us;
		day[i].value = rule(i);
	}
}

static GovDecimal
constant(size_t i)
{
	return decimal(425, -1);
}

static GovDecimal
busy(size_t i)
{
	return decimal((int64_t) (1500 + 1000 * (i % 144) / 144 + chance(60)), -2);
}

static GovDecimal
zero(size_t i)
{
	return decimal(0, 0);
}

static GovDecimal
wide(size_t i)
{
	return decimal((int64_t) chance(UINT64_C(999999999999999999)), -17);
}

static GovDecimal
wild(size_t i)
{
	return decimal((int64_t) chance(1000000) - 500000, (int) chance(600) - 300);
}

static GovDecimal
extreme(size_t i)
{
	return decimal(i % 2 ? INT64_C(999999999999999999) : -INT64_C(999999999999999999), 0);
}

static void
test_round_trips(void)
{
	size_t		len;

	fill(1, 1, zero);
	ok(round_trip(day, 1) > 0, "one zero at midnight");
	fill(288, 300000000, constant);
	len = round_trip(day, 288);
	ok(len > 0 && len <= 40, "a constant day in 40 bytes");
	fill(288, 300000000, busy);
	len = round_trip(day, 288);
	ok(len > 0 && len <= 288 * 3 / 2, "a busy day of two decimals in 1.5 bytes a sample");
	fill(288, 300000000, wide);
	len = round_trip(day, 288);
	ok(len > 0 && len <= 288 * 86 / 10, "random doubles in 8.6 bytes a sample");
	fill(288, 300000000, wild);
	ok(round_trip(day, 288) > 0, "values 600 powers of ten apart");
	fill(288, 300000000, extreme);
	ok(round_trip(day, 288) > 0, "18 digits, both signs");
	fill(GOV_BLOCK_SAMPLES_MAX, 1000000, busy);
	ok(round_trip(day, GOV_BLOCK_SAMPLES_MAX) > 0, "a value every second");
	fill(288, 300000000, busy);
	day[287].at_us = INT64_C(86399999999);
	ok(round_trip(day, 288) > 0, "the last microsecond");
	for (size_t i = 0; i < 288; i++)
		day[i].at_us = (int64_t) i * 300000000 + (int64_t) chance(1000) * 1000;
	ok(round_trip(day, 288) > 0, "jitter in milliseconds");
}

static void
test_random_days(void)
{
	GovDecimal	(*const rules[]) (size_t) = {constant, busy, zero, wide, wild, extreme};
	bool		all = true;

	for (int i = 0; i < 3000 && all; i++)
	{
		size_t		n = 1 + chance(300);
		int64_t		at = (int64_t) chance(1000);

		for (size_t s = 0; s < n; s++)
		{
			day[s].at_us = at;
			day[s].value = rules[chance(6)] (s);
			at += 1 + (int64_t) chance(chance(2) ? 2 : 280000000);
		}
		all = round_trip(day, n) > 0;
	}
	ok(all, "3000 random days come back exactly");
}

static void
test_refusals(void)
{
	size_t		len;

	ok(gov_block_pack(day, 0, &len) == NULL, "no samples, no block");
	fill(2, 0, constant);
	ok(gov_block_pack(day, 2, &len) == NULL, "two values of one moment");
	fill(2, 300000000, constant);
	day[1].at_us = INT64_C(86400000000);
	ok(gov_block_pack(day, 2, &len) == NULL, "the next day");
	day[1].at_us = -1;
	ok(gov_block_pack(day, 2, &len) == NULL, "the day before");
	fill(2, 300000000, constant);
	day[1].value.mantissa = INT64_C(1000000000000000000);
	ok(gov_block_pack(day, 2, &len) == NULL, "19 digits");
}

static void
test_damage(void)
{
	size_t		len,
				n;
	uint8_t    *block;
	bool		cut_noticed = true;

	fill(288, 300000000, busy);
	block = gov_block_pack(day, 288, &len);
	for (size_t cut = 0; cut < len; cut++)
	{
		GovBlockSample *samples = gov_block_unpack(block, cut, &n);

		cut_noticed = cut_noticed && samples == NULL;
		free(samples);
	}
	ok(cut_noticed, "a block cut anywhere is noticed");
	for (int i = 0; i < 200000; i++)
	{
		uint8_t		copy[2000];

		memcpy(copy, block, len);
		for (uint64_t flips = 1 + chance(4); flips > 0; flips--)
			copy[chance(len)] ^= (uint8_t) (1 << chance(8));
		free(gov_block_unpack(copy, len, &n));
	}
	ok(true, "200,000 damaged blocks are read without harm");
	block[0] = 9;
	ok(gov_block_unpack(block, len, &n) == NULL, "an unknown version");
	free(block);
}

int
main(void)
{
	test_round_trips();
	test_random_days();
	test_refusals();
	test_damage();
	printf("1..%d\n", tests);
	return 0;
}
