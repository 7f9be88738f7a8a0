/*
 * day_block.c
 *		Blocks as the server sees them: numeric values and moments.
 *
 * A value that block.c cannot hold (more than 18 digits, from a COPY) makes its
 * block a plain one: version 0, then microsecond and numeral of each sample as
 * text, a line each.
 */
#include "usage/sample.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define PLAIN_VERSION	'\0'

struct GovBlockBuilder
{
	MemoryContext context;
	TimestampTz midnight;
	GovBlockSample *samples;
	int64		n;
	int64		room;
	StringInfoData plain;
	bool		is_plain;		/* some value needs it */
};

/* see sample.h */
GovBlockBuilder *
gov_block_begin(DateADT day)
{
	GovBlockBuilder *builder = palloc0(sizeof(GovBlockBuilder));

	builder->context = CurrentMemoryContext;
	builder->midnight = gov_day_start(day);
	builder->room = 288;
	builder->samples = palloc(builder->room * sizeof(GovBlockSample));
	initStringInfo(&builder->plain);
	return builder;
}

/* see sample.h */
void
gov_block_add(GovBlockBuilder *builder, TimestampTz at, Numeric value)
{
	char	   *numeral = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value)));
	GovBlockSample *sample;

	if (builder->n == builder->room)
	{
		builder->room *= 2;
		builder->samples = repalloc_huge(builder->samples, builder->room * sizeof(GovBlockSample));
	}
	sample = &builder->samples[builder->n++];
	sample->at_us = at - builder->midnight;
	if (gov_decode_decimal(numeral, strlen(numeral), &sample->value) != GOV_NUMERAL_FINITE)
		builder->is_plain = true;
	appendStringInfo(&builder->plain, INT64_FORMAT " %s\n", (int64) sample->at_us, numeral);
	pfree(numeral);
}

/* see sample.h */
bytea *
gov_block_finish(GovBlockBuilder *builder)
{
	uint8_t    *packed = NULL;
	size_t		len = 0;
	bytea	   *block;

	if (builder->n == 0)
		return NULL;
	if (!builder->is_plain)
		packed = gov_block_pack(builder->samples, builder->n, &len);
	if (packed == NULL)
		len = 1 + builder->plain.len;
	block = MemoryContextAllocExtended(CurrentMemoryContext, VARHDRSZ + len, MCXT_ALLOC_NO_OOM);
	if (block != NULL)
	{
		SET_VARSIZE(block, VARHDRSZ + len);
		if (packed != NULL)
			memcpy(VARDATA(block), packed, len);
		else
		{
			*VARDATA(block) = PLAIN_VERSION;
			memcpy(VARDATA(block) + 1, builder->plain.data, builder->plain.len);
		}
	}
	free(packed);
	if (block == NULL)
		ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	builder->n = 0;
	builder->is_plain = false;
	resetStringInfo(&builder->plain);
	return block;
}

/* a block that cannot be read is damage, and damage is told */
static void
damaged(DateADT day)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("the packed samples of %s are damaged", gov_day_text(day))));
}

/* the lines of a plain block */
static GovSample *
read_plain(const char *text, size_t len, DateADT day, int64 *n)
{
	char	   *line = pnstrdup(text, len);
	GovSample  *samples;
	int64		lines = 0;

	for (char *c = line; *c; c++)
		lines += *c == '\n';
	samples = MemoryContextAllocHuge(CurrentMemoryContext, (lines + 1) * sizeof(GovSample));
	for (*n = 0; *n < lines; (*n)++)
	{
		char	   *rest;
		char	   *end = strchr(line, '\n');

		samples[*n].at = gov_day_start(day) + strtoll(line, &rest, 10);
		if (end == NULL || *rest != ' ')
			damaged(day);
		*end = '\0';
		samples[*n].value = DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(rest + 1),
																ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
		line = end + 1;
	}
	return samples;
}

/* see sample.h */
GovSample *
gov_block_read(bytea *block, DateADT day, int64 *n)
{
	const uint8_t *bytes = (const uint8_t *) VARDATA_ANY(block);
	size_t		len = VARSIZE_ANY_EXHDR(block);
	GovBlockSample *unpacked;
	GovSample  *samples;
	size_t		count;

	if (len > 0 && bytes[0] == PLAIN_VERSION)
		return read_plain((const char *) bytes + 1, len - 1, day, n);
	unpacked = gov_block_unpack(bytes, len, &count);
	if (unpacked == NULL)
		damaged(day);
	PG_TRY();
	{
		samples = MemoryContextAllocHuge(CurrentMemoryContext, count * sizeof(GovSample));
		memset(samples, 0, count * sizeof(GovSample));
		for (size_t i = 0; i < count; i++)
		{
			samples[i].at = gov_day_start(day) + unpacked[i].at_us;
			samples[i].value = gov_numeric(&unpacked[i].value, NULL);
		}
	}
	PG_FINALLY();
	{
		free(unpacked);
	}
	PG_END_TRY();
	*n = count;
	return samples;
}

PG_FUNCTION_INFO_V1(gov_block_samples);

/* block_samples(block, day) */
Datum
gov_block_samples(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	GovSample  *samples;
	int64		n;

	InitMaterializedSRF(fcinfo, 0);
	samples = gov_block_read(PG_GETARG_BYTEA_PP(0), PG_GETARG_DATEADT(1), &n);
	for (int64 i = 0; i < n; i++)
	{
		Datum		values[2];
		bool		nulls[2] = {false, false};

		values[0] = TimestampTzGetDatum(samples[i].at);
		values[1] = NumericGetDatum(samples[i].value);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
