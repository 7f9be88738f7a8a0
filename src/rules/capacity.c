/*
 * capacity.c
 *		Type capacity: how much cloud a host, a system or an application is, as
 *		(vCPU, memory GB, storage GB, bandwidth Mbit/s).  Tier and major-change
 *		tests compare dimension by dimension, so there is no total order.
 *
 * Never a column of a partitioned table: those have built-in types only.
 */
#include "rules/capacity.h"
#include "rules/wording.h"

#include "common/hashfn.h"
#include "common/int.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

const char *const gov_dimension_names[GOV_DIMENSIONS] = {
	"vcpu", "memory_gb", "storage_gb", "bandwidth_mbps"
};

typedef struct DimensionWord
{
	GovDimension dimension;
	const char *word;			/* lower case, without spaces */
} DimensionWord;

/* what may follow an amount */
static const DimensionWord words[] = {
	{GOV_VCPU, "vcpu"}, {GOV_VCPU, "vcpus"}, {GOV_VCPU, "核"},
	{GOV_MEMORY_GB, "gb"}, {GOV_MEMORY_GB, "gbmemory"}, {GOV_MEMORY_GB, "gb内存"},
	{GOV_STORAGE_GB, "gbstorage"}, {GOV_STORAGE_GB, "gb存储"},
	{GOV_BANDWIDTH_MBPS, "mbit/s"}, {GOV_BANDWIDTH_MBPS, "mbps"},
};

PG_FUNCTION_INFO_V1(gov_capacity_in);
PG_FUNCTION_INFO_V1(gov_capacity_out);
PG_FUNCTION_INFO_V1(gov_capacity_recv);
PG_FUNCTION_INFO_V1(gov_capacity_send);
PG_FUNCTION_INFO_V1(gov_capacity_make);
PG_FUNCTION_INFO_V1(gov_capacity_vcpu);
PG_FUNCTION_INFO_V1(gov_capacity_memory_gb);
PG_FUNCTION_INFO_V1(gov_capacity_storage_gb);
PG_FUNCTION_INFO_V1(gov_capacity_bandwidth_mbps);
PG_FUNCTION_INFO_V1(gov_capacity_eq);
PG_FUNCTION_INFO_V1(gov_capacity_ne);
PG_FUNCTION_INFO_V1(gov_capacity_hash);
PG_FUNCTION_INFO_V1(gov_capacity_hash_extended);
PG_FUNCTION_INFO_V1(gov_capacity_contained);
PG_FUNCTION_INFO_V1(gov_capacity_contains);
PG_FUNCTION_INFO_V1(gov_capacity_plus);
PG_FUNCTION_INFO_V1(gov_capacity_minus);
PG_FUNCTION_INFO_V1(gov_capacity_times);
PG_FUNCTION_INFO_V1(gov_capacity_count_times);
PG_FUNCTION_INFO_V1(gov_capacity_growth);
PG_FUNCTION_INFO_V1(gov_capacity_max_growth);

/* One complaint for an amount no capacity can have. */
static void pg_attribute_noreturn()
refuse_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("amount of a capacity is out of range"),
			 errdetail("Amounts lie between -922337203685477 and 922337203685477.")));
}

/* One complaint for an amount that would have to be rounded. */
static void pg_attribute_noreturn()
refuse_inexact(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("amount of a capacity has more than %d decimal places", GOV_AMOUNT_PLACES),
			 errhint("Capacities are exact: round the amount or the count first.")));
}

/* One complaint for text that is no capacity; detail says what is wrong with it. */
static void pg_attribute_noreturn()
refuse_text(const char *str, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"", "capacity", str),
			 errdetail_internal("%s", detail),
			 errhint("Write for example: 4 vCPU, 8 GB, 100 GB storage, 20 Mbit/s.")));
}

/*
 * Reads a decimal number from the start of str; *end is left behind it, or at
 * str when there is none.  Zeros beyond the fourth place are harmless, other
 * digits there are refused rather than rounded.
 */
static int64
read_amount(const char *str, const char **end)
{
	const char *p = str;
	bool		negative = *p == '-';
	int			places = -1;	/* -1: before the point */
	int			digits = 0;
	int64		amount = 0;

	if (*p == '-' || *p == '+')
		p++;
	for (; (*p >= '0' && *p <= '9') || (*p == '.' && places < 0); p++)
	{
		if (*p == '.')
		{
			places = 0;
			continue;
		}
		digits++;
		if (places == GOV_AMOUNT_PLACES)
		{
			if (*p != '0')
				refuse_inexact();
			continue;
		}
		if (places >= 0)
			places++;
		/* downwards, because the range reaches one further there */
		if (pg_mul_s64_overflow(amount, 10, &amount) ||
			pg_sub_s64_overflow(amount, *p - '0', &amount))
			refuse_range();
	}
	*end = digits > 0 ? p : str;
	for (int i = Max(places, 0); i < GOV_AMOUNT_PLACES; i++)
		if (pg_mul_s64_overflow(amount, 10, &amount))
			refuse_range();
	if (!negative && pg_mul_s64_overflow(amount, -1, &amount))
		refuse_range();
	return amount;
}

/* A number and nothing else, as numeric prints it; NaN and infinity are refused. */
int64
gov_amount_parse(const char *str)
{
	const char *end;
	int64		amount = read_amount(str, &end);

	if (end == str || *end != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is not an amount of a capacity", str)));
	return amount;
}

/* '4', '0.5', '-12.25' */
char *
gov_amount_print(int64 amount)
{
	uint64		size = amount < 0 ? -(uint64) amount : (uint64) amount;
	char	   *text = psprintf("%s" UINT64_FORMAT ".%04d", amount < 0 ? "-" : "",
								size / GOV_AMOUNT_ONE, (int) (size % GOV_AMOUNT_ONE));
	char	   *last = text + strlen(text) - 1;

	while (*last == '0')
		*last-- = '\0';
	if (*last == '.')
		*last = '\0';
	return text;
}

/* The amount for SQL, in its shortest scale. */
Numeric
gov_amount_numeric(int64 amount)
{
	Numeric		exact = int64_div_fast_to_numeric(amount, GOV_AMOUNT_PLACES);

	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(exact)));
}

/* The amount from SQL; what does not fit exactly is refused. */
int64
gov_amount_from_numeric(Numeric value)
{
	return gov_amount_parse(DatumGetCString(DirectFunctionCall1(numeric_out,
																NumericGetDatum(value))));
}

/* see capacity.h */
int64
gov_amount_add(int64 a, int64 b)
{
	int64		result;

	if (pg_add_s64_overflow(a, b, &result))
		refuse_range();
	return result;
}

/* see capacity.h; both have four places, so the product has eight, of which four must be zero */
int64
gov_amount_times(int64 a, int64 count)
{
	int128		product = (int128) a * count;

	if (product % GOV_AMOUNT_ONE != 0)
		refuse_inexact();
	product /= GOV_AMOUNT_ONE;
	if (product > PG_INT64_MAX || product < PG_INT64_MIN)
		refuse_range();
	return (int64) product;
}

/* a + b in every dimension */
void
gov_capacity_add(const GovCapacity *a, const GovCapacity *b, GovCapacity *result)
{
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		result->amount[d] = gov_amount_add(a->amount[d], b->amount[d]);
}

/* a - b in every dimension; a decrease is negative */
void
gov_capacity_subtract(const GovCapacity *a, const GovCapacity *b, GovCapacity *result)
{
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		if (pg_sub_s64_overflow(a->amount[d], b->amount[d], &result->amount[d]))
			refuse_range();
}

/* count times a: rows of a form count as often as their quantity says */
void
gov_capacity_scale(const GovCapacity *a, int64 count, GovCapacity *result)
{
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		result->amount[d] = gov_amount_times(a->amount[d], count);
}

/* '4 vCPU, 8 GB, 100 GB storage, 20 Mbit/s': always all four, so that columns of them align */
char *
gov_capacity_print(const GovCapacity *capacity)
{
	return psprintf("%s vCPU, %s GB, %s GB storage, %s Mbit/s",
					gov_amount_print(capacity->amount[GOV_VCPU]),
					gov_amount_print(capacity->amount[GOV_MEMORY_GB]),
					gov_amount_print(capacity->amount[GOV_STORAGE_GB]),
					gov_amount_print(capacity->amount[GOV_BANDWIDTH_MBPS]));
}

/* Copies the words behind an amount up to the comma, without spaces, in lower case. */
static const char *
read_word(const char *p, char *word, int size)
{
	int			n = 0;

	for (; *p != '\0' && *p != ','; p++)
	{
		if (*p == ' ' || n == size - 1)
			continue;
		word[n++] = pg_tolower((unsigned char) *p);
	}
	word[n] = '\0';
	return *p == ',' ? p + 1 : p;
}

/*
 * capacity_in(cstring): amounts with their units, separated by commas, in any
 * order; a dimension left out is zero, one given twice is an error.
 */
Datum
gov_capacity_in(PG_FUNCTION_ARGS)
{
	const char *str = PG_GETARG_CSTRING(0);
	const char *p = gov_plain_text(str);
	bool		given[GOV_DIMENSIONS] = {false};
	GovCapacity *result = palloc0(sizeof(GovCapacity));

	do
	{
		const char *end;
		char		word[32];
		int64		amount;
		int			i;

		while (*p == ' ')
			p++;
		amount = read_amount(p, &end);
		if (end == p)
			refuse_text(str, "An amount is missing.");
		p = read_word(end, word, sizeof(word));
		for (i = 0; i < lengthof(words); i++)
			if (strcmp(word, words[i].word) == 0)
				break;
		if (i == lengthof(words))
			refuse_text(str, "What follows an amount is not one known unit.");
		if (given[words[i].dimension])
			refuse_text(str, "A dimension is given twice.");
		given[words[i].dimension] = true;
		result->amount[words[i].dimension] = amount;
	} while (*p != '\0' || p[-1] == ',');
	PG_RETURN_CAPACITY_P(result);
}

/* capacity_out(capacity) */
Datum
gov_capacity_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(gov_capacity_print(PG_GETARG_CAPACITY_P(0)));
}

/* capacity_recv(internal): four amounts of eight bytes, in 1/10000 */
Datum
gov_capacity_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	GovCapacity *result = palloc(sizeof(GovCapacity));

	for (int d = 0; d < GOV_DIMENSIONS; d++)
		result->amount[d] = pq_getmsgint64(buf);
	PG_RETURN_CAPACITY_P(result);
}

/* capacity_send(capacity) */
Datum
gov_capacity_send(PG_FUNCTION_ARGS)
{
	const GovCapacity *capacity = PG_GETARG_CAPACITY_P(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		pq_sendint64(&buf, capacity->amount[d]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* capacity(vcpu, memory_gb, storage_gb, bandwidth_mbps), each numeric */
Datum
gov_capacity_make(PG_FUNCTION_ARGS)
{
	GovCapacity *result = palloc(sizeof(GovCapacity));

	for (int d = 0; d < GOV_DIMENSIONS; d++)
		result->amount[d] = gov_amount_from_numeric(PG_GETARG_NUMERIC(d));
	PG_RETURN_CAPACITY_P(result);
}

/* capacity_vcpu(capacity) */
Datum
gov_capacity_vcpu(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(gov_amount_numeric(PG_GETARG_CAPACITY_P(0)->amount[GOV_VCPU]));
}

/* capacity_memory_gb(capacity) */
Datum
gov_capacity_memory_gb(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(gov_amount_numeric(PG_GETARG_CAPACITY_P(0)->amount[GOV_MEMORY_GB]));
}

/* capacity_storage_gb(capacity) */
Datum
gov_capacity_storage_gb(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(gov_amount_numeric(PG_GETARG_CAPACITY_P(0)->amount[GOV_STORAGE_GB]));
}

/* capacity_bandwidth_mbps(capacity) */
Datum
gov_capacity_bandwidth_mbps(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(gov_amount_numeric(PG_GETARG_CAPACITY_P(0)->amount[GOV_BANDWIDTH_MBPS]));
}

/* equal in every dimension */
static bool
same(const GovCapacity *a, const GovCapacity *b)
{
	return memcmp(a->amount, b->amount, sizeof(a->amount)) == 0;
}

/* a fits into b: no dimension of a is larger */
static bool
contained(const GovCapacity *a, const GovCapacity *b)
{
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		if (a->amount[d] > b->amount[d])
			return false;
	return true;
}

/* capacity = capacity */
Datum
gov_capacity_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same(PG_GETARG_CAPACITY_P(0), PG_GETARG_CAPACITY_P(1)));
}

/* capacity <> capacity */
Datum
gov_capacity_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same(PG_GETARG_CAPACITY_P(0), PG_GETARG_CAPACITY_P(1)));
}

/* hash support: GROUP BY, DISTINCT and hash joins need no order */
Datum
gov_capacity_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_CAPACITY_P(0), sizeof(GovCapacity));
}

/* the same, seeded */
Datum
gov_capacity_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_CAPACITY_P(0), sizeof(GovCapacity),
							 PG_GETARG_INT64(1));
}

/* capacity <@ capacity */
Datum
gov_capacity_contained(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(contained(PG_GETARG_CAPACITY_P(0), PG_GETARG_CAPACITY_P(1)));
}

/* capacity @> capacity */
Datum
gov_capacity_contains(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(contained(PG_GETARG_CAPACITY_P(1), PG_GETARG_CAPACITY_P(0)));
}

/* capacity + capacity; also the transition and combine function of sum() */
Datum
gov_capacity_plus(PG_FUNCTION_ARGS)
{
	GovCapacity *result = palloc(sizeof(GovCapacity));

	gov_capacity_add(PG_GETARG_CAPACITY_P(0), PG_GETARG_CAPACITY_P(1), result);
	PG_RETURN_CAPACITY_P(result);
}

/* capacity - capacity */
Datum
gov_capacity_minus(PG_FUNCTION_ARGS)
{
	GovCapacity *result = palloc(sizeof(GovCapacity));

	gov_capacity_subtract(PG_GETARG_CAPACITY_P(0), PG_GETARG_CAPACITY_P(1), result);
	PG_RETURN_CAPACITY_P(result);
}

/* capacity * numeric */
Datum
gov_capacity_times(PG_FUNCTION_ARGS)
{
	GovCapacity *result = palloc(sizeof(GovCapacity));

	gov_capacity_scale(PG_GETARG_CAPACITY_P(0),
					   gov_amount_from_numeric(PG_GETARG_NUMERIC(1)), result);
	PG_RETURN_CAPACITY_P(result);
}

/* numeric * capacity */
Datum
gov_capacity_count_times(PG_FUNCTION_ARGS)
{
	GovCapacity *result = palloc(sizeof(GovCapacity));

	gov_capacity_scale(PG_GETARG_CAPACITY_P(1),
					   gov_amount_from_numeric(PG_GETARG_NUMERIC(0)), result);
	PG_RETURN_CAPACITY_P(result);
}

/*
 * (after - before) / before of one dimension.  From a zero base (the first GPU,
 * the first address) the ratio is undefined: false, and NULL in SQL.
 */
static bool
growth(int64 before, int64 after, Datum *ratio)
{
	Datum		base = NumericGetDatum(int64_to_numeric(before));
	Datum		increase;

	if (before <= 0)
		return false;
	increase = DirectFunctionCall2(numeric_sub, NumericGetDatum(int64_to_numeric(after)), base);
	*ratio = DirectFunctionCall1(numeric_trim_scale,
								 DirectFunctionCall2(numeric_div, increase, base));
	return true;
}

/* capacity_growth(before, after): a row of four ratios, NULL where the base is zero */
Datum
gov_capacity_growth(PG_FUNCTION_ARGS)
{
	const GovCapacity *before = PG_GETARG_CAPACITY_P(0);
	const GovCapacity *after = PG_GETARG_CAPACITY_P(1);
	TupleDesc	desc;
	Datum		values[GOV_DIMENSIONS] = {0};
	bool		nulls[GOV_DIMENSIONS];

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type record")));
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		nulls[d] = !growth(before->amount[d], after->amount[d], &values[d]);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}

/* capacity_max_growth(before, after): the largest of them, NULL when every base is zero */
Datum
gov_capacity_max_growth(PG_FUNCTION_ARGS)
{
	const GovCapacity *before = PG_GETARG_CAPACITY_P(0);
	const GovCapacity *after = PG_GETARG_CAPACITY_P(1);
	Datum		largest = (Datum) 0;
	bool		found = false;

	for (int d = 0; d < GOV_DIMENSIONS; d++)
	{
		Datum		ratio;

		if (!growth(before->amount[d], after->amount[d], &ratio))
			continue;
		largest = found ? DirectFunctionCall2(numeric_larger, largest, ratio) : ratio;
		found = true;
	}
	if (!found)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(largest);
}
