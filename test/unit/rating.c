/* unit: src/billing/rating.c src/billing/classify.c */
/*
 * rating.c
 *		Days times quantity times price against a day-by-day reckoning, and the
 *		ends of what fits.
 */
#include "billing/billing.h"

#include <stdio.h>

#undef printf					/* the C library's own: no server is linked */

static int	tests;
static uint64 seed = UINT64CONST(88172645463325252);

/* one assertion in TAP */
static void
ok(bool holds, const char *what)
{
	printf("%sok %d - %s\n", holds ? "" : "not ", ++tests, what);
}

/* xorshift: the same numbers every run */
static int
chance(int below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int) (seed % (uint64) below);
}

/* rounding, and what fits into numeric(18,2) */
static void
test_amounts(void)
{
	ok(gov_charge_fen(10000, 10000, 1, 1) == 100, "1 yuan x 1 x 1 day is 100 fen");
	ok(gov_charge_fen(10000, 50, 1, 1) == 1, "half a fen is rounded up");
	ok(gov_charge_fen(10000, 49, 1, 1) == 0, "less than half a fen is nothing");
	ok(gov_charge_fen(100000, 10000, 15, 31) == 484, "10 yuan a month for 15 of 31 days: 4.8387");
	ok(gov_charge_fen(0, 10000, 31, 31) == 0, "a price of 0");
	ok(gov_charge_fen(3, 3, 1, 1) == 0, "9 x 10^-8 yuan");
	ok(gov_charge_fen(10000, -1, 1, 1) == -1, "a quantity that did not fit");
	ok(gov_charge_fen(INT64CONST(999999999999999999), 10000, 1, 100) == INT64CONST(100000000000000),
	   "the dearest price, a hundredth of it");
	ok(gov_charge_fen(INT64CONST(999999999999999999), 10000, 31, 31) == INT64CONST(10000000000000000),
	   "the dearest price for a whole month");
	ok(gov_charge_fen(INT64CONST(999999999999999999), 10000, 31, 1) == INT64CONST(310000000000000000),
	   "the dearest price for each of 31 days");
	ok(gov_charge_fen(INT64CONST(999999999999999999), 1000000, 31, 1) == -1, "a hundred pieces of it do not fit");
	ok(gov_charge_fen(INT64CONST(999999999999999999), PG_INT64_MAX, 31, 1) == -1, "nor does the largest of all");
	ok(gov_charge_fen(1, PG_INT64_MAX, 31, 1) == INT64CONST(285924533142498), "the largest quantity at the least price");
}

/* joining days */
static void
test_stretches(void)
{
	GovStretch	s[4];
	int			n = 0;

	n = gov_add_stretch(s, n, 5, 5, 1);
	n = gov_add_stretch(s, n, 5, 3, 1);
	n = gov_add_stretch(s, n, 5, 9, 0);
	ok(n == 0, "no days and nothing provided are no stretch");
	n = gov_add_stretch(s, n, 1, 4, 7);
	n = gov_add_stretch(s, n, 4, 6, 7);
	ok(n == 1 && s[0].from == 1 && s[0].until == 6, "days that follow with the same quantity are joined");
	n = gov_add_stretch(s, n, 6, 7, 8);
	n = gov_add_stretch(s, n, 9, 10, 8);
	ok(n == 3, "another quantity, or days between, begin anew");
}

#define DAYS	40
#define FIRST	5
#define NEXT	36

typedef struct Seen
{
	int64		price[DAYS];	/* id; -1: parked; 0: not seen */
	int64		quantity[DAYS];
	int			lines;
	bool		twice;
	bool		outside;
	DateADT		last;
	bool		backwards;
	bool		wrong;
} Seen;

/* a sink that takes the lines apart into days */
static void
see(void *arg, const GovLine *line)
{
	Seen	   *seen = (Seen *) arg;

	seen->lines++;
	seen->outside |= line->from < FIRST || line->until > NEXT || line->from >= line->until;
	seen->backwards |= line->from < seen->last;
	seen->last = line->until;
	for (DateADT d = line->from; d < line->until && d < DAYS; d++)
	{
		seen->twice |= seen->price[d] != 0;
		seen->price[d] = line->price ? line->price->id : -1;
		seen->quantity[d] = line->quantity;
	}
	if (line->price == NULL)
		seen->wrong |= line->amount != 0;
	else
		seen->wrong |= line->divisor != (line->price->monthly ? 31 : 1) ||
			line->amount != gov_charge_fen(line->price->amount, line->quantity,
										   line->until - line->from, line->divisor);
}

/* random stretches and prices; every day comes out once, as a walk over the days says */
static void
test_months(void)
{
	GovMonth	month = {FIRST, NEXT, 31};
	int			bad = 0,
				fewest = 0;

	for (int round = 0; round < 20000; round++)
	{
		GovStretch	stretches[DAYS];
		GovPrice	prices[DAYS];
		int64		quantity[DAYS] = {0};
		int64		price[DAYS] = {0};
		Seen		seen;
		int			n = 0,
					m = 0,
					runs = 0;

		for (DateADT d = chance(10); d < DAYS;)
		{
			DateADT		length = 1 + chance(15);
			DateADT		until = Min(d + length, DAYS);
			int64		q = chance(3);

			n = gov_add_stretch(stretches, n, d, until, q);
			for (; d < until; d++)
				quantity[d] = q;
			d += chance(3) == 0 ? chance(4) : 0;
		}
		for (DateADT d = chance(10); d < DAYS;)
		{
			DateADT		length = 1 + chance(20);
			DateADT		until = Min(d + length, DAYS);

			prices[m] = (GovPrice) {m + 1, d, until, chance(2) == 0, chance(100000), 0};
			m++;
			for (; d < until; d++)
				price[d] = m;
			d += chance(4) == 0 ? chance(4) : 0;
		}
		memset(&seen, 0, sizeof(seen));
		gov_rate_month(stretches, n, prices, m, &month, see, &seen);
		for (int d = 0; d < DAYS; d++)
		{
			bool		inside = d >= FIRST && d < NEXT && quantity[d] != 0;

			bad += seen.price[d] != (inside ? (price[d] ? price[d] : -1) : 0);
			bad += inside && seen.quantity[d] != quantity[d];
			if (inside)
				runs += d == FIRST || quantity[d - 1] != quantity[d] || price[d - 1] != price[d];
		}
		bad += seen.twice || seen.outside || seen.backwards || seen.wrong;
		fewest += seen.lines != runs;
	}
	ok(bad == 0, "20000 random months: each day once, with its price and quantity");
	ok(fewest == 0, "and in as few lines as there are runs of days");
}

/* the strict share, at sizes where a product of 64 bits would overflow */
static void
test_classes(void)
{
	GovFigure	figure = {.name = "vcpu"};
	GovMajorRule rule = {500000, GOV_BASIS_ANY, true, false, false};
	GovChangeTest test = {.figures = &figure, .nfigures = 1, .fee_known = true};

	figure.before = (int128) 2 * PG_INT64_MAX;
	figure.after = (int128) 3 * PG_INT64_MAX;
	ok(strcmp(gov_classify_change(&test, &rule), "minor") == 0, "50 % exactly of a huge figure is minor");
	figure.after++;
	ok(strcmp(gov_classify_change(&test, &rule), "major") == 0, "one part more is major");
	figure.after = (int128) PG_INT64_MAX;
	ok(strcmp(gov_classify_change(&test, &rule), "minor") == 0, "half taken away is minor");
	figure.after--;
	ok(strcmp(gov_classify_change(&test, &rule), "major") == 0, "more than half taken away is major");
	rule.counts_decrease = false;
	ok(strcmp(gov_classify_change(&test, &rule), "minor") == 0, "unless decreases do not count");
	figure.before = figure.after = 0;
	ok(strcmp(gov_classify_change(&test, &rule), "minor") == 0 && !figure.undefined, "nothing stays nothing");
	test.fee.before = (int128) INT64CONST(1000000000000000000) * 100000000;
	test.fee.after = test.fee.before / 2 * 3 + 1;
	ok(strcmp(gov_classify_change(&test, &rule), "major") == 0, "a fee of 10^18 yuan and a hair more than its half");
}

int
main(void)
{
	test_amounts();
	test_stretches();
	test_months();
	test_classes();
	printf("1..%d\n", tests);
	return 0;
}
