/* fuzz: src/usage/block.c */
/*
 * block.c
 *		Whatever bytes stand in a block: no crash, no leak; what unpacks is a
 *		day's samples, and what can be packed again comes back the same.
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

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t		n,
				again_n,
				len;
	GovBlockSample *samples = gov_block_unpack(data, size, &n);
	GovBlockSample *again;
	uint8_t    *block;

	if (samples == NULL)
		return 0;
	for (size_t i = 0; i < n; i++)
		promise(samples[i].at_us >= 0 && samples[i].at_us < INT64_C(86400000000) &&
				(i == 0 || samples[i].at_us > samples[i - 1].at_us));
	block = gov_block_pack(samples, n, &len);
	if (block != NULL)
	{
		again = gov_block_unpack(block, len, &again_n);
		promise(again != NULL && again_n == n);
		for (size_t i = 0; i < n; i++)
			promise(again[i].at_us == samples[i].at_us &&
					again[i].value.mantissa == samples[i].value.mantissa &&
					again[i].value.exponent == samples[i].value.exponent);
		free(again);
	}
	free(block);
	free(samples);
	return 0;
}
