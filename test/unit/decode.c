/* unit: src/usage/decode_prometheus.c src/usage/decode_push.c src/usage/decimal.c src/usage/moment.c -ljansson -lm */
/*
 * decode.c
 *		What clouds answer and parties push, the right, the wrong and the odd.
 */
#include "usage/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int	tests;

/* one assertion in TAP */
static void
ok(bool holds, const char *what)
{
	printf("%sok %d - %s\n", holds ? "" : "not ", ++tests, what);
}

/* text equality, with what came instead */
static void
is(const char *got, const char *wanted, const char *what)
{
	ok(strcmp(got, wanted) == 0, what);
	if (strcmp(got, wanted) != 0)
		printf("# got    '%s'\n# wanted '%s'\n", got, wanted);
}

/* the numeral must read as mantissa and exponent */
static void
decimal(const char *text, GovNumeral kind, int64_t mantissa, int exponent)
{
	GovDecimal	value;
	GovNumeral	got = gov_decode_decimal(text, strlen(text), &value);
	char		what[200];

	snprintf(what, sizeof(what), "numeral '%s'", text);
	ok(got == kind && value.mantissa == mantissa && value.exponent == exponent, what);
	if (got != kind || value.mantissa != mantissa || value.exponent != exponent)
		printf("# got kind %d, %lld e%d\n", got, (long long) value.mantissa, value.exponent);
}

static void
test_decimals(void)
{
	decimal("0", GOV_NUMERAL_FINITE, 0, 0);
	decimal("-0", GOV_NUMERAL_FINITE, 0, 0);
	decimal("0.000", GOV_NUMERAL_FINITE, 0, 0);
	decimal("15", GOV_NUMERAL_FINITE, 15, 0);
	decimal("14.996", GOV_NUMERAL_FINITE, 14996, -3);
	decimal("-14.9960", GOV_NUMERAL_FINITE, -14996, -3);
	decimal("0.30000000000000004", GOV_NUMERAL_FINITE, 30000000000000004, -17);
	decimal("17179869184", GOV_NUMERAL_FINITE, 17179869184, 0);
	decimal("100000000000000000000", GOV_NUMERAL_FINITE, 1, 20);
	decimal("1e-07", GOV_NUMERAL_FINITE, 1, -7);
	decimal("1.5E+3", GOV_NUMERAL_FINITE, 15, 2);
	decimal("5e-324", GOV_NUMERAL_FINITE, 5, -324);
	decimal("0e999", GOV_NUMERAL_FINITE, 0, 0);
	decimal("007", GOV_NUMERAL_FINITE, 7, 0);
	decimal("999999999999999999", GOV_NUMERAL_FINITE, 999999999999999999, 0);
	decimal("1234567890123456789", GOV_NUMERAL_BAD, 0, 0);
	decimal("1.0000000000000000001", GOV_NUMERAL_BAD, 0, 0);
	decimal("1000000000000000000000000000001", GOV_NUMERAL_BAD, 0, 0);
	decimal("1e999", GOV_NUMERAL_BAD, 0, 0);
	decimal("1e99999999999999", GOV_NUMERAL_BAD, 0, 0);
	decimal("NaN", GOV_NUMERAL_NOT_FINITE, 0, 0);
	decimal("+Inf", GOV_NUMERAL_NOT_FINITE, 0, 0);
	decimal("-Inf", GOV_NUMERAL_NOT_FINITE, 0, 0);
	decimal("nan", GOV_NUMERAL_BAD, 0, 0);
	decimal("", GOV_NUMERAL_BAD, 0, 0);
	decimal("-", GOV_NUMERAL_BAD, 0, 0);
	decimal(".5", GOV_NUMERAL_BAD, 0, 0);
	decimal("5.", GOV_NUMERAL_BAD, 0, 0);
	decimal("1.2.3", GOV_NUMERAL_BAD, 0, 0);
	decimal("1e", GOV_NUMERAL_BAD, 0, 0);
	decimal("1e+", GOV_NUMERAL_BAD, 0, 0);
	decimal("+1", GOV_NUMERAL_BAD, 0, 0);
	decimal(" 1", GOV_NUMERAL_BAD, 0, 0);
	decimal("0x10", GOV_NUMERAL_BAD, 0, 0);
	decimal("１５", GOV_NUMERAL_BAD, 0, 0);
}

/* the moment must read as these milliseconds; -1: refused */
static void
moment(const char *text, int64_t wanted)
{
	int64_t		at = -1;
	bool		read = gov_decode_moment(text, strlen(text), &at);
	char		what[120];

	snprintf(what, sizeof(what), "moment '%s'", text);
	ok(read ? at == wanted && wanted != -1 : wanted == -1, what);
	if (read && at != wanted)
		printf("# got %lld\n", (long long) at);
}

static void
test_moments(void)
{
	moment("1970-01-01T00:00:00Z", 0);
	moment("2026-03-31T16:30:00Z", 1774974600000);
	moment("2026-04-01T00:30:00+08:00", 1774974600000);
	moment("2026-04-01 00:30:00.250+08:00", 1774974600250);
	moment("2024-02-29T00:00:00Z", 1709164800000);
	moment("2000-02-29T00:00:00Z", 951782400000);
	moment("1969-12-31T23:59:59.500Z", -500);
	moment("2025-02-29T00:00:00Z", -1);
	moment("1900-02-29T00:00:00Z", -1);
	moment("2026-04-01T00:30:00", -1);
	moment("2026-04-01T24:00:00Z", -1);
	moment("2026-04-01T00:60:00Z", -1);
	moment("2026-13-01T00:00:00Z", -1);
	moment("2026-04-01T00:30:00.Z", -1);
	moment("2026-04-01T00:30:00.0001Z", -1);
	moment("2026-04-01T00:30:00.1000Z", 1774974600000 + 28800000 + 100);
	moment("2026-04-01T00:30:00+0800", -1);
	moment("2026-04-01T00:30:00+08:00x", -1);
	moment("", -1);
}

static const GovSpan span = {1772294400000, 1772295600000, 300000};

#define MATRIX(series) "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" series "]}}"
#define SERIES(id, values) "{\"metric\":{\"uuid\":\"" id "\"},\"values\":[" values "]}"

/* decodes, and says the outcome in one line */
static char *
outcome(const char *body)
{
	static char line[2000];
	GovDecoded	decoded;
	size_t		used = 0;

	if (!gov_decode_prometheus(body, strlen(body), "uuid", &span, &decoded))
	{
		snprintf(line, sizeof(line), "%s: %s", decoded.fault_class, decoded.fault);
		if (decoded.ntracks != 0 || decoded.tracks != NULL || decoded.npoints != 0)
			strcat(line, " (with tracks!)");
		gov_decoded_free(&decoded);
		return line;
	}
	used += snprintf(line, sizeof(line), "%zu/%zu/%zu", decoded.npoints, decoded.not_finite, decoded.unlabelled);
	for (size_t t = 0; t < decoded.ntracks; t++)
	{
		used += snprintf(line + used, sizeof(line) - used, " %s%s", decoded.tracks[t].machine,
						 decoded.tracks[t].ambiguous ? "?" : "");
		for (size_t p = 0; p < decoded.tracks[t].npoints; p++)
		{
			GovPoint   *point = &decoded.tracks[t].points[p];

			used += snprintf(line + used, sizeof(line) - used, " +%lld=%llde%d",
							 (long long) (point->at_ms - span.from_ms) / 1000,
							 (long long) point->value.mantissa, point->value.exponent);
		}
	}
	if (decoded.warning[0])
		snprintf(line + used, sizeof(line) - used, " !%s", decoded.warning);
	gov_decoded_free(&decoded);
	return line;
}

static void
test_matrix(void)
{
	is(outcome(MATRIX("")), "0/0/0", "nothing matched: no error, nothing");
	is(outcome(MATRIX(SERIES("b", "[1772294400,\"0.399\"],[1772294700.000,\"12\"]")
					  "," SERIES("a", "[1772295600,\"-1e-07\"]"))),
	   "3/0/0 a +1200=-1e-7 b +0=399e-3 +300=12e0", "two machines, sorted");
	is(outcome(MATRIX(SERIES("a", "[1772294400,\"NaN\"],[1772294700,\"+Inf\"],[1772295000,\"3\"]"))),
	   "1/2/0 a +600=3e0", "NaN and infinity are no measurements");
	is(outcome(MATRIX(SERIES("a", ""))), "0/0/0 a", "a series without values");
	is(outcome(MATRIX("{\"metric\":{\"job\":\"x\"},\"values\":[[1772294400,\"1\"]]}")),
	   "0/0/1", "a series without the label is counted");
	is(outcome(MATRIX(SERIES("", "[1772294400,\"1\"]"))), "0/0/1", "an empty label is none");
	is(outcome(MATRIX(SERIES("a", "[1772294400,\"1\"]") "," SERIES("b", "[1772294400,\"1\"]") ","
					  SERIES("a", "[1772294700,\"2\"]") "," SERIES("a", "[1772295000,\"3\"]"))),
	   "1/0/0 a? b +0=1e0", "a machine that answers several times says nothing");
	is(outcome("{\"status\":\"success\",\"warnings\":[\"部分结果\"],\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"),
	   "0/0/0 !部分结果", "the source's warning is kept");
}

static void
test_refusals(void)
{
	is(outcome("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"exceeded maximum resolution\"}"),
	   "refused: the source refused the query: exceeded maximum resolution", "an error in a 200");
	is(outcome(""), "malformed: the answer is not JSON: '[' or '{' expected near end of file", "empty");
	is(outcome("<html>401 Unauthorized</html>"), "malformed: the answer is not JSON: '[' or '{' expected near '<'", "HTML");
	is(outcome("Unauthorized"), "malformed: the answer is not JSON: '[' or '{' expected near 'Unauthorized'", "text");
	is(outcome("[]"), "malformed: the answer has no status", "an array");
	is(outcome("{}"), "malformed: the answer has no status", "an empty object");
	is(outcome("{\"status\":\"success\"}"), "malformed: the result is no matrix", "no data");
	is(outcome("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"),
	   "malformed: the result is no matrix: vector", "a vector");
	is(outcome("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":null}}"),
	   "malformed: the answer has no array of results", "no result");
	is(outcome(MATRIX("1")), "malformed: a series has no labels", "a series that is a number");
	is(outcome(MATRIX("{\"metric\":{\"uuid\":\"a\"}}")), "malformed: a series has no array of values", "no values");
	is(outcome(MATRIX(SERIES("a", "[1772294400,0.5]"))), "malformed: a value is not [seconds, \"number\"]", "a bare number");
	is(outcome(MATRIX(SERIES("a", "[\"1772294400\",\"0.5\"]"))), "malformed: a value is not [seconds, \"number\"]", "a quoted time");
	is(outcome(MATRIX(SERIES("a", "[1772294400,\"0.5\",1]"))), "malformed: a value is not [seconds, \"number\"]", "three parts");
	is(outcome(MATRIX(SERIES("a", "[1772294400,\"half\"]"))), "malformed: a value is no number", "a word");
	is(outcome(MATRIX(SERIES("a", "[1772294100,\"1\"]"))), "malformed: a value lies outside the span asked for", "before");
	is(outcome(MATRIX(SERIES("a", "[1772295900,\"1\"]"))), "malformed: a value lies outside the span asked for", "after");
	is(outcome(MATRIX(SERIES("a", "[1e300,\"1\"]"))), "malformed: a value lies outside the span asked for", "far after");
	is(outcome(MATRIX(SERIES("a", "[1772294401,\"1\"]"))), "malformed: a value lies between the steps asked for", "off the grid");
	is(outcome(MATRIX(SERIES("a", "[1772294700,\"1\"],[1772294400,\"1\"]"))),
	   "malformed: the values of a series do not ascend in time", "descending");
	is(outcome(MATRIX(SERIES("a", "[1772294400,\"1\"],[1772294400,\"1\"]"))),
	   "malformed: the values of a series do not ascend in time", "a moment twice");
	is(outcome(MATRIX(SERIES("a", "[1772294400,\"1\"]") "," SERIES("b", "[1772294400,\"x\"]"))),
	   "malformed: a value is no number", "one wrong value refuses all");
	is(outcome(MATRIX("") "x"), "malformed: the answer is not JSON: end of file expected near 'x'", "text after the end");
	is(outcome("{\"status\":\"success\",\"status\":\"success\"}"),
	   "malformed: the answer is not JSON: duplicate object key near '\"status\"'", "a key twice");
	is(outcome(MATRIX(SERIES("a\\u0000b", ""))), "malformed: the answer is not JSON: \\u0000 is not allowed without JSON_ALLOW_NUL near '\"a\\u0000b\"'", "a NUL");
	is(outcome("{\"status\":\"\xff\"}"), "malformed: the answer is not JSON: unable to decode byte 0xff near '\"'", "no UTF-8");
}

static void
test_error_answer(void)
{
	const char *body = "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"查询超时了\"}";
	char		type[32] = "",
				text[12] = "";

	ok(gov_decode_prometheus_error(body, strlen(body), type, sizeof(type), text, sizeof(text)), "an error answer");
	is(type, "execution", "its type");
	is(text, "查询超", "its text, cut between characters");
	ok(!gov_decode_prometheus_error("Unauthorized\n", 13, type, sizeof(type), text, sizeof(text)), "no error answer");
}

/* decodes a push, and says the outcome in one line */
static char *
pushed(const char *body)
{
	static char line[8000];
	GovPushedBatch batch;
	size_t		used;

	if (!gov_decode_push(body, strlen(body), &batch))
	{
		snprintf(line, sizeof(line), "%zu: %s", batch.nfaults, batch.faults);
		gov_pushed_free(&batch);
		return line;
	}
	used = snprintf(line, sizeof(line), "%zu", batch.nsamples);
	for (size_t i = 0; i < batch.nsamples; i++)
	{
		GovPushed  *s = &batch.samples[i];

		used += snprintf(line + used, sizeof(line) - used, " %s/%lld %s %s %lld %llde%d",
						 s->machine ? s->machine : "-", (long long) s->resource, s->metric,
						 s->statistic ? s->statistic : "-", (long long) s->at_ms,
						 (long long) s->value.mantissa, s->value.exponent);
	}
	gov_pushed_free(&batch);
	return line;
}

static void
test_push(void)
{
	char		many[4000] = "[1";

	is(pushed("[]"), "0", "an empty batch");
	is(pushed("[{\"machine\":\"vm-7\",\"metric\":\"cpu\",\"at\":\"1970-01-01T08:00:01+08:00\",\"value\":\"12.5\"},"
			  "{\"resource\":3,\"metric\":\"memory\",\"statistic\":\"max\",\"at\":300,\"value\":7}]"),
	   "2 vm-7/0 cpu - 1000 125e-1 -/3 memory max 300000 7e0", "both ways to name a machine");
	is(pushed("{}"), "1: sample 1: the batch is not a JSON array without repeated keys", "an object");
	is(pushed("[{\"metric\":\"cpu\",\"metric\":\"cpu\"}]"),
	   "1: sample 1: the batch is not a JSON array without repeated keys", "a key twice");
	is(pushed("[{\"machine\":\"a\",\"resource\":3,\"metric\":\"\",\"at\":\"2026-03-01\",\"value\":0.1,\"unit\":\"%\"},[]]"),
	   "6: sample 1: has a key other than machine, resource, metric, statistic, at, value\n"
	   "sample 1: must name a \"machine\" (text) or a \"resource\" (its number), and not both\n"
	   "sample 1: must name a \"metric\"\n"
	   "sample 1: \"at\" must be like 2026-03-01T00:05:00+08:00, or Unix seconds\n"
	   "sample 1: \"value\" must be in quotes, that no digit of it is lost\n"
	   "sample 2: is not an object", "every fault at once");
	is(pushed("[{\"resource\":-3,\"metric\":\"cpu\",\"at\":-1,\"value\":1234567890123456789}]"),
	   "3: sample 1: must name a \"machine\" (text) or a \"resource\" (its number), and not both\n"
	   "sample 1: \"at\" must be like 2026-03-01T00:05:00+08:00, or Unix seconds\n"
	   "sample 1: \"value\" has more than 18 digits", "numbers out of bounds");
	is(pushed("[{\"machine\":\"a\",\"metric\":\"cpu\",\"at\":1,\"value\":\"NaN\"}]"),
	   "1: sample 1: \"value\" must be a finite number of at most 18 digits", "NaN");
	for (int i = 1; i < 100; i++)
		strcat(many, ",1");
	strcat(many, "]");
	ok(strncmp(pushed(many), "100: ", 5) == 0, "a hundred faults are counted");
	ok(strstr(pushed(many), "sample 20:") != NULL && strstr(pushed(many), "sample 21:") == NULL, "twenty are told");
}

int
main(void)
{
	test_decimals();
	test_moments();
	test_matrix();
	test_refusals();
	test_error_answer();
	test_push();
	printf("1..%d\n", tests);
	return 0;
}
