/*
 * decimal.c
 *		A numeral to an exact decimal.
 *
 * A double would make an exact mean of 15 come out below 15, and 15 is where
 * the law draws its line; so a value stays the digits it was sent as.
 */
#include "usage/decode.h"

#include <string.h>

#define DIGITS_MAX		18		/* 10^18 - 1 fits 63 bits */
#define EXPONENT_MAX	400		/* beyond every double */

/* one digit more; zeros are held back until a digit follows them */
typedef struct Reader
{
	int64_t		mantissa;
	int			digits;			/* significant ones taken */
	int			zeros;			/* held back */
	bool		overflow;
} Reader;

/* takes a digit; leading zeros say nothing, trailing ones belong to the exponent */
static void
take_digit(Reader *reader, char c)
{
	if (c == '0')
	{
		if (reader->digits > 0)
			reader->zeros++;
		return;
	}
	if (reader->zeros > DIGITS_MAX || reader->digits + reader->zeros + 1 > DIGITS_MAX)
	{
		reader->overflow = true;
		return;
	}
	for (; reader->zeros > 0; reader->zeros--, reader->digits++)
		reader->mantissa *= 10;
	reader->mantissa = reader->mantissa * 10 + (c - '0');
	reader->digits++;
}

/* is it a numeral that means "no measurement"? */
static bool
not_finite(const char *text, size_t len)
{
	static const char *const words[] = {"NaN", "Inf", "+Inf", "-Inf"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (len == strlen(words[i]) && memcmp(text, words[i], len) == 0)
			return true;
	return false;
}

/* reads [+-]digits of an exponent up to the end; false if it is none */
static bool
read_exponent(const char *text, const char *end, int *exponent)
{
	bool		negative = false;
	int			value = 0;

	if (text < end && (*text == '+' || *text == '-'))
		negative = *text++ == '-';
	if (text == end)
		return false;
	for (; text < end; text++)
	{
		if (*text < '0' || *text > '9' || value > EXPONENT_MAX)
			return false;
		value = value * 10 + (*text - '0');
	}
	*exponent = negative ? -value : value;
	return true;
}

/* see decode.h; the grammar is that of JSON's numbers, leading zeros allowed */
GovNumeral
gov_decode_decimal(const char *text, size_t len, GovDecimal *value)
{
	const char *end = text + len;
	Reader		reader = {0};
	bool		negative = false;
	bool		point = false;
	bool		any = false;
	int			fraction = 0;
	int			exponent = 0;

	value->mantissa = 0;
	value->exponent = 0;
	if (not_finite(text, len))
		return GOV_NUMERAL_NOT_FINITE;
	if (text < end && *text == '-')
	{
		negative = true;
		text++;
	}
	for (; text < end && *text != 'e' && *text != 'E'; text++)
	{
		if (*text == '.' && !point && any)
		{
			point = true;
			any = false;		/* a digit must follow */
			continue;
		}
		if (*text < '0' || *text > '9')
			return GOV_NUMERAL_BAD;
		any = true;
		take_digit(&reader, *text);
		if (point && ++fraction > EXPONENT_MAX)
			return GOV_NUMERAL_BAD;
	}
	if (!any || reader.overflow)
		return GOV_NUMERAL_BAD;
	if (text < end && !read_exponent(text + 1, end, &exponent))
		return GOV_NUMERAL_BAD;
	if (reader.mantissa == 0)
		return GOV_NUMERAL_FINITE;
	exponent += reader.zeros - fraction;
	if (exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX)
		return GOV_NUMERAL_BAD;
	value->mantissa = negative ? -reader.mantissa : reader.mantissa;
	value->exponent = exponent;
	return GOV_NUMERAL_FINITE;
}
