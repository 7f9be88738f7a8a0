/*
 * block.c
 *		The samples of one series and local day in a few hundred bytes.
 *
 *		version 1 | n | unit of time | first | step | gaps | exponent | mode | groups
 *
 * Times are whole units (seconds, milliseconds or microseconds) since local
 * midnight on a grid; a regular day costs nothing for them.  Values become
 * integers over a common power of ten, then offsets from the least one or
 * differences from sample to sample, whichever is smaller, packed 32 at a time
 * in as few bits as most of them need; those that need more follow as patches.
 * Numbers outside groups are LEB128.  Every value comes back exactly.
 */
#include "usage/decode.h"

#include <stdlib.h>
#include <string.h>

#define VERSION		1
#define GROUP		32
#define DAY_US		INT64_C(86400000000)

enum
{
	MODE_OFFSET, MODE_DELTA, MODE_FREE
};

/* ---- writing ---- */
typedef struct Writer
{
	uint8_t    *bytes;
	size_t		len;
	size_t		room;
	bool		failed;			/* out of memory */
} Writer;
/* grows the block by doubling; out of memory is remembered, not answered */

static void
put_byte(Writer *w, uint8_t byte)
{
	if (w->len == w->room && !w->failed)
	{
		size_t		room = w->room ? w->room * 2 : 512;
		uint8_t    *bytes = realloc(w->bytes, room);

		if (bytes == NULL)
			w->failed = true;
		else
		{
			w->bytes = bytes;
			w->room = room;
		}
	}
	if (!w->failed)
		w->bytes[w->len++] = byte;
}
/* LEB128: seven bits a byte, the least first */

static void
put_number(Writer *w, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		put_byte(w, (uint8_t) (value | 0x80));
	put_byte(w, (uint8_t) value);
}

/* small negative numbers to small numbers */
static uint64_t
zigzag(int64_t value)
{
	return ((uint64_t) value << 1) ^ (uint64_t) (value >> 63);
}
/* and back */

static int64_t
unzigzag(uint64_t value)
{
	return (int64_t) (value >> 1) ^ -(int64_t) (value & 1);
}

/* bits a number needs */
static int
width_of(uint64_t value)
{
	return value ? 64 - __builtin_clzll(value) : 0;
}

/* bytes of a group at a width: its packed part, and each patch */
static size_t
group_cost(const uint64_t *values, int n, int width)
{
	size_t		cost = 2 + (n * width + 7) / 8;

	for (int i = 0; i < n; i++)
		if (width_of(values[i]) > width)
			cost += 1 + (width_of(values[i]) - width + 6) / 7;
	return cost;
}

/* the width at which a group is smallest */
static int
best_width(const uint64_t *values, int n, size_t *cost)
{
	uint64_t	all = 0;
	int			best;

	for (int i = 0; i < n; i++)
		all |= values[i];
	best = width_of(all);
	*cost = group_cost(values, n, best);
	for (int width = best - 1; width >= 0; width--)
	{
		size_t		other = group_cost(values, n, width);

		if (other < *cost)
		{
			*cost = other;
			best = width;
		}
	}
	return best;
}
/* width, patches, the low bits of all, then position and high bits of each patch */

static void
put_group(Writer *w, const uint64_t *values, int n)
{
	size_t		cost;
	int			width = best_width(values, n, &cost);
	int			patches = 0;
	uint64_t	pending = 0;
	int			bits = 0;

	for (int i = 0; i < n; i++)
		patches += width_of(values[i]) > width;
	put_byte(w, (uint8_t) width);
	put_byte(w, (uint8_t) patches);
	for (int i = 0; i < n; i++)
		for (int done = 0; done < width;)
		{
			int			take = width - done < 8 - bits ? width - done : 8 - bits;

			pending |= ((values[i] >> done) & ((UINT64_C(1) << take) - 1)) << bits;
			bits += take;
			done += take;
			if (bits == 8)
			{
				put_byte(w, (uint8_t) pending);
				pending = 0;
				bits = 0;
			}
		}
	if (bits > 0)
		put_byte(w, (uint8_t) pending);
	for (int i = 0; i < n; i++)
		if (width_of(values[i]) > width)
		{
			put_byte(w, (uint8_t) i);
			put_number(w, values[i] >> width);
		}
}
/* any number of them, 32 at a time */

static void
put_groups(Writer *w, const uint64_t *values, size_t n)
{
	for (size_t i = 0; i < n; i += GROUP)
		put_group(w, values + i, n - i < GROUP ? (int) (n - i) : GROUP);
}
/* bytes that put_groups() would write, to choose between two ways */

static size_t
groups_cost(const uint64_t *values, size_t n)
{
	size_t		total = 0;

	for (size_t i = 0; i < n; i += GROUP)
	{
		size_t		cost;

		best_width(values + i, n - i < GROUP ? (int) (n - i) : GROUP, &cost);
		total += cost;
	}
	return total;
}
/* Euclid's; the grid of moments is the divisor of what lies between them */

static int64_t
greatest_common_divisor(int64_t a, int64_t b)
{
	while (b != 0)
	{
		int64_t		rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* n, unit, first, step, and how many steps lie between samples (nothing where always one) */
static void
put_times(Writer *w, const GovBlockSample *samples, size_t n, uint64_t *work)
{
	static const int64_t units[] = {1000000, 1000, 1};
	int			unit = 0;
	int64_t		step = 0;
	bool		regular = true;

	for (size_t i = 0; i < n; i++)
		while (samples[i].at_us % units[unit] != 0)
			unit++;
	for (size_t i = 1; i < n; i++)
		step = greatest_common_divisor((samples[i].at_us - samples[i - 1].at_us) / units[unit], step);
	for (size_t i = 1; i < n; i++)
	{
		work[i - 1] = (uint64_t) ((samples[i].at_us - samples[i - 1].at_us) / units[unit] / step - 1);
		regular = regular && work[i - 1] == 0;
	}
	put_byte(w, (uint8_t) unit);
	put_number(w, (uint64_t) (samples[0].at_us / units[unit]));
	put_number(w, (uint64_t) step);
	put_byte(w, regular ? 0 : 1);
	if (!regular)
		put_groups(w, work, n - 1);
}

/* mantissas over the least exponent; false when one leaves 62 bits */
static bool
common_scale(const GovBlockSample *samples, size_t n, int *exponent, int64_t *values)
{
	bool		any = false;

	*exponent = 0;
	for (size_t i = 0; i < n; i++)
		if (samples[i].value.mantissa != 0 && (!any || samples[i].value.exponent < *exponent))
		{
			*exponent = samples[i].value.exponent;
			any = true;
		}
	for (size_t i = 0; i < n; i++)
	{
		int64_t		value = samples[i].value.mantissa;

		for (int e = samples[i].value.exponent; value != 0 && e > *exponent; e--)
		{
			if (value > (INT64_C(1) << 61) / 10 || value < -(INT64_C(1) << 61) / 10)
				return false;
			value *= 10;
		}
		values[i] = value;
	}
	return true;
}
/* mode, exponent, where it starts, and the groups; MODE_FREE where no common scale holds them */

static void
put_values(Writer *w, const GovBlockSample *samples, size_t n, uint64_t *work, int64_t *values)
{
	int			exponent;
	int64_t		least;

	if (!common_scale(samples, n, &exponent, values))
	{
		put_byte(w, MODE_FREE);
		for (size_t i = 0; i < n; i++)
		{
			put_number(w, zigzag(samples[i].value.exponent));
			put_number(w, zigzag(samples[i].value.mantissa));
		}
		return;
	}
	least = values[0];
	for (size_t i = 1; i < n; i++)
		least = values[i] < least ? values[i] : least;
	for (size_t i = 0; i < n; i++)
		work[i] = (uint64_t) values[i] - (uint64_t) least;
	for (size_t i = 0; i < n; i++)
		work[n + i] = zigzag(i == 0 ? 0 : values[i] - values[i - 1]);
	if (groups_cost(work, n) <= groups_cost(work + n, n))
	{
		put_byte(w, MODE_OFFSET);
		put_number(w, zigzag(exponent));
		put_number(w, zigzag(least));
		put_groups(w, work, n);
	}
	else
	{
		put_byte(w, MODE_DELTA);
		put_number(w, zigzag(exponent));
		put_number(w, zigzag(values[0]));
		put_groups(w, work + n, n);
	}
}

/* are they a day's samples: inside it, ascending, of at most 18 digits? */
static bool
packable(const GovBlockSample *samples, size_t n)
{
	if (n == 0 || n > GOV_BLOCK_SAMPLES_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
	{
		const GovDecimal *value = &samples[i].value;

		if (samples[i].at_us < 0 || samples[i].at_us >= DAY_US ||
			(i > 0 && samples[i].at_us <= samples[i - 1].at_us) ||
			value->mantissa >= INT64_C(1000000000000000000) || value->mantissa <= -INT64_C(1000000000000000000))
			return false;
	}
	return true;
}

/* see decode.h */
uint8_t *
gov_block_pack(const GovBlockSample *samples, size_t n, size_t *len)
{
	Writer		w = {0};
	uint64_t   *work;
	int64_t    *values;

	if (!packable(samples, n))
		return NULL;
	work = malloc(2 * n * sizeof(uint64_t));
	values = malloc(n * sizeof(int64_t));
	if (work != NULL && values != NULL)
	{
		put_byte(&w, VERSION);
		put_number(&w, n);
		put_times(&w, samples, n, work);
		put_values(&w, samples, n, work, values);
	}
	else
		w.failed = true;
	free(work);
	free(values);
	if (w.failed)
	{
		free(w.bytes);
		return NULL;
	}
	*len = w.len;
	return w.bytes;
}

/* ---- reading: a damaged block ends in false, never beyond its bytes ---- */
typedef struct Reader
{
	const uint8_t *at;
	const uint8_t *end;
} Reader;
/* one byte; false at the end */

static bool
get_byte(Reader *r, uint8_t *byte)
{
	if (r->at == r->end)
		return false;
	*byte = *r->at++;
	return true;
}
/* LEB128; false when it leaves 64 bits */

static bool
get_number(Reader *r, uint64_t *value)
{
	uint8_t		byte;

	*value = 0;
	for (int shift = 0; shift < 64; shift += 7)
	{
		if (!get_byte(r, &byte) || (shift == 63 && byte > 1))
			return false;
		*value |= (uint64_t) (byte & 0x7F) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

/* n numbers of width bits from len bytes */
static void
unpack_bits(const uint8_t *bytes, size_t len, int n, int width, uint64_t *values)
{
	uint64_t	mask = width == 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
	size_t		bit = 0;

	for (int i = 0; i < n; i++, bit += width)
	{
		size_t		byte = bit / 8;
		int			shift = bit % 8;
		uint64_t	low = 0;
		size_t		there = len - byte < 8 ? len - byte : 8;

		memcpy(&low, bytes + byte, there);	/* little-endian machines only, see below */
		values[i] = low >> shift;
		if (shift + width > 64)
			values[i] |= (uint64_t) bytes[byte + 8] << (64 - shift);
		values[i] &= mask;
	}
}

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "block.c reads bits in little-endian order"
#endif
/* what put_group() wrote; a patch beyond the group is damage */

static bool
get_group(Reader *r, int n, uint64_t *values)
{
	uint8_t		width,
				patches;
	size_t		len;

	if (!get_byte(r, &width) || width > 64 || !get_byte(r, &patches) || patches > n)
		return false;
	len = ((size_t) n * width + 7) / 8;
	if ((size_t) (r->end - r->at) < len)
		return false;
	if (width == 0)
		memset(values, 0, n * sizeof(uint64_t));
	else
		unpack_bits(r->at, len, n, width, values);
	r->at += len;
	for (int i = 0; i < patches; i++)
	{
		uint8_t		position;
		uint64_t	high;

		if (!get_byte(r, &position) || position >= n || !get_number(r, &high) || width == 64)
			return false;
		values[position] |= high << width;
	}
	return true;
}
/* what put_groups() wrote */

static bool
get_groups(Reader *r, size_t n, uint64_t *values)
{
	for (size_t i = 0; i < n; i += GROUP)
		if (!get_group(r, n - i < GROUP ? (int) (n - i) : GROUP, values + i))
			return false;
	return true;
}
/* what put_times() wrote; a moment beyond the day is damage */

static bool
get_times(Reader *r, size_t n, uint64_t *work, GovBlockSample *samples)
{
	static const int64_t units[] = {1000000, 1000, 1};
	uint8_t		unit,
				irregular;
	uint64_t	first,
				step;

	if (!get_byte(r, &unit) || unit > 2 || !get_number(r, &first) || !get_number(r, &step) ||
		!get_byte(r, &irregular) || irregular > 1)
		return false;
	memset(work, 0, n * sizeof(uint64_t));
	if (irregular && !get_groups(r, n - 1, work))
		return false;
	for (size_t i = 0; i < n; i++)
	{
		uint64_t	limit = (uint64_t) (DAY_US / units[unit]);

		if (i > 0)
		{
			/* 0 < step, gap < a day, so that nothing overflows */
			if (step == 0 || step >= limit || work[i - 1] >= limit)
				return false;
			first += step * (work[i - 1] + 1);
		}
		if (first >= limit)
			return false;
		samples[i].at_us = (int64_t) first * units[unit];
	}
	return true;
}

/* a mantissa and its exponent without trailing zeros, as they went in */
static GovDecimal
normal(int64_t mantissa, int64_t exponent)
{
	GovDecimal	value = {mantissa, (int) exponent};

	if (mantissa == 0)
		value.exponent = 0;
	while (value.mantissa != 0 && value.mantissa % 10 == 0)
	{
		value.mantissa /= 10;
		value.exponent++;
	}
	return value;
}
/* each value with its own exponent */

static bool
get_free_values(Reader *r, size_t n, GovBlockSample *samples)
{
	for (size_t i = 0; i < n; i++)
	{
		uint64_t	exponent,
					mantissa;

		if (!get_number(r, &exponent) || exponent > 2000 || !get_number(r, &mantissa))
			return false;
		samples[i].value = normal(unzigzag(mantissa), unzigzag(exponent));
	}
	return true;
}
/* what put_values() wrote; offsets and differences are added without a sign, so that damage cannot overflow */

static bool
get_values(Reader *r, size_t n, uint64_t *work, GovBlockSample *samples)
{
	uint8_t		mode;
	uint64_t	exponent,
				start;
	uint64_t	value;

	if (!get_byte(r, &mode) || mode > MODE_FREE)
		return false;
	if (mode == MODE_FREE)
		return get_free_values(r, n, samples);
	if (!get_number(r, &exponent) || exponent > 2000 || !get_number(r, &start) ||
		!get_groups(r, n, work))
		return false;
	value = (uint64_t) unzigzag(start);
	for (size_t i = 0; i < n; i++)
	{
		if (mode == MODE_DELTA)
			value += (uint64_t) unzigzag(work[i]);
		samples[i].value = normal((int64_t) (mode == MODE_DELTA ? value : value + work[i]), unzigzag(exponent));
	}
	return true;
}

/* see decode.h */
GovBlockSample *
gov_block_unpack(const uint8_t *block, size_t len, size_t *n)
{
	Reader		r = {block, block + len};
	uint8_t		version;
	uint64_t	count;
	uint64_t   *work;
	GovBlockSample *samples;

	if (!get_byte(&r, &version) || version != VERSION || !get_number(&r, &count) ||
		count == 0 || count > GOV_BLOCK_SAMPLES_MAX)
		return NULL;
	work = malloc((count + GROUP) * sizeof(uint64_t));
	samples = malloc(count * sizeof(GovBlockSample));
	if (work == NULL || samples == NULL || !get_times(&r, count, work, samples) ||
		!get_values(&r, count, work, samples) || r.at != r.end)
	{
		free(samples);
		samples = NULL;
	}
	free(work);
	*n = count;
	return samples;
}
