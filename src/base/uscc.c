/*
 * uscc.c
 *		The unified social credit code (GB 32100-2015): 18 characters, the last
 *		of which checks the others.
 */
#include "base/base.h"

#include "utils/builtins.h"

#define USCC_LENGTH		18
#define USCC_BASE		31

/* digits and capitals without I, O, S, V, Z; a character's value is its place */
static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* the value of a character, -1 if it is not of the alphabet */
static int
uscc_value(char c)
{
	const char *at = c ? strchr(uscc_alphabet, c) : NULL;

	return at ? (int) (at - uscc_alphabet) : -1;
}

/*
 * The check character of the first 17: weights are the powers of 3 modulo 31
 * (GB 32100-2015, appendix).  Returns 0 if one of them may not stand there;
 * places 3 to 8 are an administrative division and all digits.
 */
static char
uscc_check_character(const char *code)
{
	int			sum = 0,
				weight = 1;

	for (int i = 0; i < USCC_LENGTH - 1; i++)
	{
		int			value = uscc_value(code[i]);

		if (value < 0 || (i >= 2 && i < 8 && value > 9))
			return 0;
		sum += value * weight;
		weight = weight * 3 % USCC_BASE;
	}
	return uscc_alphabet[(USCC_BASE - sum % USCC_BASE) % USCC_BASE];
}

/* 18 characters and the last one right */
static bool
uscc_is_valid(const char *code)
{
	char		check;

	if (strlen(code) != USCC_LENGTH)
		return false;
	check = uscc_check_character(code);
	return check != 0 && check == code[USCC_LENGTH - 1];
}

/* see base.h */
void
gov_require_credit_code(const char *code)
{
	if (!uscc_is_valid(code))
		gov_refuse(GOV_ERR_IDENTITY, "credit_code_invalid", "GB 32100-2015",
				   "It has 18 characters of 0-9 and A-Z without I, O, S, V, Z; the last one checks the others.",
				   "\"%s\" is no unified social credit code", code);
}

PG_FUNCTION_INFO_V1(gov_uscc_valid);

/* uscc_valid(code) */
Datum
gov_uscc_valid(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(uscc_is_valid(text_to_cstring(PG_GETARG_TEXT_PP(0))));
}

PG_FUNCTION_INFO_V1(gov_uscc_complete);

/* uscc_complete(code): the 17 with their check character */
Datum
gov_uscc_complete(PG_FUNCTION_ARGS)
{
	char	   *code = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char		check = 0;

	if (strlen(code) == USCC_LENGTH - 1)
		check = uscc_check_character(code);
	if (check == 0)
		gov_refuse(GOV_ERR_IDENTITY, "credit_code_invalid", "GB 32100-2015",
				   "It has 17 characters before the check character, of 0-9 and A-Z without I, O, S, V, Z; places 3 to 8 are digits.",
				   "\"%s\" cannot begin a unified social credit code", code);
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("%s%c", code, check)));
}
