/* fuzz: src/usage/decode_prometheus.c src/usage/decode_push.c src/usage/decimal.c src/usage/moment.c -ljansson -lm */
/*
 * decode.c
 *		Whatever bytes a source or a pusher sends: no crash, no leak, and what is
 *		decoded is bounded, ordered, on the grid, and all or nothing.
 */
#include "usage/decode.h"

#include <stdlib.h>
#include <string.h>

/* a broken promise is a crash, which the fuzzer keeps */
static void
promise(bool holds)
{
	if (!holds)
		abort();
}

/* a decimal has at most 18 digits, no trailing zero, and zero has no exponent */
static void
check_decimal(const GovDecimal *value)
{
	promise(value->mantissa > -INT64_C(1000000000000000000) && value->mantissa < INT64_C(1000000000000000000));
	promise(value->mantissa == 0 ? value->exponent == 0 : value->mantissa % 10 != 0);
	promise(value->exponent >= -400 && value->exponent <= 400);
}

static void
fuzz_prometheus(const uint8_t *data, size_t size)
{
	static const GovSpan span = {1772294400000, 1772380500000, 300000};
	GovDecoded	decoded;
	size_t		npoints = 0;

	if (!gov_decode_prometheus((const char *) data, size, "uuid", &span, &decoded))
	{
		promise(decoded.tracks == NULL && decoded.ntracks == 0 && decoded.npoints == 0);
		promise(decoded.fault_class != NULL && decoded.fault[0] != '\0');
	}
	for (size_t t = 0; t < decoded.ntracks; t++)
	{
		const GovTrack *track = &decoded.tracks[t];

		promise(track->machine[0] != '\0' && strlen(track->machine) <= GOV_MACHINE_MAX);
		promise(t == 0 || strcmp(decoded.tracks[t - 1].machine, track->machine) < 0);
		promise(!track->ambiguous || track->npoints == 0);
		for (size_t i = 0; i < track->npoints; i++)
		{
			int64_t		at = track->points[i].at_ms;

			promise(at >= span.from_ms && at <= span.until_ms && (at - span.from_ms) % span.step_ms == 0);
			promise(i == 0 || at > track->points[i - 1].at_ms);
			check_decimal(&track->points[i].value);
		}
		npoints += track->npoints;
	}
	promise(npoints == decoded.npoints);
	gov_decoded_free(&decoded);
}

static void
fuzz_push(const uint8_t *data, size_t size)
{
	GovPushedBatch batch;

	if (gov_decode_push((const char *) data, size, &batch))
		for (size_t i = 0; i < batch.nsamples; i++)
		{
			const GovPushed *sample = &batch.samples[i];

			promise((sample->machine != NULL) != (sample->resource > 0));
			promise(sample->metric != NULL && sample->metric[0] != '\0');
			check_decimal(&sample->value);
		}
	else
		promise(batch.nfaults > 0 && batch.faults != NULL);
	gov_pushed_free(&batch);
}

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* the first byte says which decoder; error answers are tried always */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char		type[16];
	char		text[64];

	if (size == 0)
		return 0;
	if (data[0] & 1)
		fuzz_push(data + 1, size - 1);
	else
		fuzz_prometheus(data + 1, size - 1);
	gov_decode_prometheus_error((const char *) data + 1, size - 1, type, sizeof(type), text, sizeof(text));
	return 0;
}
