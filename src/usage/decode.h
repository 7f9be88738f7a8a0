/*
 * decode.h
 *		Bytes to samples, without a server: what a cloud answered or a party
 *		pushed becomes points with exact decimal values.  Nothing here knows
 *		PostgreSQL, so that the unit tests and the fuzzer build it alone.
 */
#ifndef GOV_DECODE_H
#define GOV_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GOV_MACHINE_MAX		256 /* bytes of a machine's name at its source */
#define GOV_FAULT_MAX		512 /* bytes of an error text kept */

/* ---- decimal.c: a value is mantissa * 10^exponent, never a double ---- */
typedef struct GovDecimal
{
	int64_t		mantissa;		/* at most 18 digits, no trailing zero */
	int			exponent;		/* power of ten */
} GovDecimal;

typedef enum GovNumeral
{
	GOV_NUMERAL_FINITE,
	GOV_NUMERAL_NOT_FINITE,		/* NaN, +Inf, -Inf: no measurement */
	GOV_NUMERAL_BAD				/* not a number, or beyond 18 digits */
} GovNumeral;

extern GovNumeral gov_decode_decimal(const char *text, size_t len, GovDecimal *value);

/* ---- moment.c: RFC 3339 with an offset, to Unix milliseconds ---- */
extern bool gov_decode_moment(const char *text, size_t len, int64_t *at_ms);

/* ---- decode_prometheus.c ---- */
typedef struct GovPoint
{
	int64_t		at_ms;			/* Unix milliseconds */
	GovDecimal	value;
} GovPoint;

typedef struct GovTrack
{
	char	   *machine;		/* value of the label that names the machine */
	GovPoint   *points;			/* ascending in time */
	size_t		npoints;
	bool		ambiguous;		/* the answer has two series of this machine */
} GovTrack;

/* the span asked for: from, from + step ... until, all included */
typedef struct GovSpan
{
	int64_t		from_ms;
	int64_t		until_ms;
	int64_t		step_ms;
} GovSpan;

typedef struct GovDecoded
{
	GovTrack   *tracks;			/* sorted by machine, no machine twice */
	size_t		ntracks;
	size_t		npoints;		/* of all tracks */
	size_t		not_finite;		/* NaN and infinities dropped */
	size_t		unlabelled;		/* series without the label, dropped */
	char		warning[GOV_FAULT_MAX]; /* the source's own first warning, '' none */
	char		fault[GOV_FAULT_MAX];	/* why nothing was decoded, '' fine */
	const char *fault_class;	/* malformed, refused, memory; NULL fine */
} GovDecoded;

/*
 * Decodes the answer to query_range.  All or nothing: on a fault there are no
 * tracks.  Must be freed in either case.
 */
extern bool gov_decode_prometheus(const char *body, size_t len, const char *label,
								  const GovSpan *span, GovDecoded *decoded);
extern void gov_decoded_free(GovDecoded *decoded);

/*
 * The text of an error answer ({"status":"error",...}), whatever its HTTP
 * status was; false where the body is none.
 */
extern bool gov_decode_prometheus_error(const char *body, size_t len,
										char *type, size_t type_size,
										char *text, size_t text_size);

/* ---- decode_push.c: the JSON array of push_samples() ---- */
typedef struct GovPushed
{
	char	   *machine;		/* the machine's name at the source, or NULL: */
	int64_t		resource;		/* the resource itself */
	char	   *metric;
	char	   *statistic;		/* NULL: the only one this source has of the metric */
	int64_t		at_ms;
	GovDecimal	value;
} GovPushed;

typedef struct GovPushedBatch
{
	GovPushed  *samples;
	size_t		nsamples;
	size_t		nfaults;		/* items that are wrong; no sample when not 0 */
	char	   *faults;			/* the first of them, a line each; NULL none */
} GovPushedBatch;

extern bool gov_decode_push(const char *body, size_t len, GovPushedBatch *batch);
extern void gov_pushed_free(GovPushedBatch *batch);

/* ---- block.c: the samples of one series and day, packed ---- */
typedef struct GovBlockSample
{
	int64_t		at_us;			/* microseconds since the day's local midnight */
	GovDecimal	value;
} GovBlockSample;

#define GOV_BLOCK_SAMPLES_MAX	86400	/* one a second */

/* bytes of the packed block (malloc'd, *len set); NULL when out of memory or beyond the limits */
extern uint8_t *gov_block_pack(const GovBlockSample *samples, size_t n, size_t *len);

/* the samples again (malloc'd, *n set); NULL when the block is damaged */
extern GovBlockSample *gov_block_unpack(const uint8_t *block, size_t len, size_t *n);

#endif							/* GOV_DECODE_H */
