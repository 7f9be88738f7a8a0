/*
 * form_value.c
 *		What people write into a field of a form, as the value of its column.
 *		Numbers, dates and ticked boxes are read from the folded text; words are
 *		stored as they were written.
 */
#include "rules/form.h"
#include "rules/wording.h"

#include <sys/socket.h>
#include <arpa/inet.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"

/* A scalar of JSON as text; NULL for objects, arrays and null. */
static char *
scalar_text(const JsonbValue *value)
{
	switch (value->type)
	{
		case jbvString:
			return pnstrdup(value->val.string.val, value->val.string.len);
		case jbvNumeric:
			return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
		case jbvBool:
			return pstrdup(value->val.boolean ? "true" : "false");
		default:
			return NULL;
	}
}

/* The code of a ticked box, by code or by printed words; NULL when there is no such box. */
static char *
ticked(const GovFormField *field, const char *said)
{
	for (int i = 0; i < field->nchoices; i++)
		if (gov_same_text(field->choices[i].choice, said) || gov_same_text(field->choices[i].title, said))
			return field->choices[i].choice;
	return NULL;
}

/* 'new_build (新建上云), ...': what may be ticked */
static char *
boxes(const GovFormField *field)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < field->nchoices; i++)
		appendStringInfo(&list, "%s%s (%s)", i > 0 ? ", " : "",
						 field->choices[i].choice, field->choices[i].title);
	return list.data;
}

/* name@place, one of each, without spaces: what a mail server will look at */
static bool
is_email(const char *plain)
{
	const char *at = strchr(plain, '@');

	return at != NULL && at != plain && at[1] != '\0' && strchr(at + 1, '@') == NULL &&
		strchr(plain, ' ') == NULL;
}

/* an address of IPv4 or IPv6 */
static bool
is_address(const char *plain)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, plain, bytes) == 1 || inet_pton(AF_INET6, plain, bytes) == 1;
}

/* Words: as written, unless boxes are to be ticked or a form of writing is asked for. */
static bool
read_words(const GovFormField *field, char *said, Datum *value, char **fault)
{
	char	   *plain = gov_plain_text(said);
	char	   *stored = said;

	if (field->nchoices > 0)
	{
		char	   *choice = ticked(field, said);

		if (choice != NULL)
			stored = choice;
		else if (!field->open_choice)
		{
			*fault = psprintf("\"%s\" is none of %s", said, boxes(field));
			return false;
		}
	}
	if (field->format != NULL && strcmp(field->format, "email") == 0 && !is_email(plain))
	{
		*fault = psprintf("\"%s\" is no e-mail address", said);
		return false;
	}
	if (field->format != NULL && strcmp(field->format, "ip") == 0 && !is_address(plain))
	{
		*fault = psprintf("\"%s\" is no IP address", said);
		return false;
	}
	*value = CStringGetTextDatum(stored);
	return true;
}

/*
 * A number: an optional sign, digits, at most one point.  Returns the folded
 * text, NULL when it is no number; *whole and *places count its digits before
 * and after the point.
 */
static char *
read_number(char *said, int *whole, int *places)
{
	char	   *plain = gov_plain_text(said);
	char	   *p = plain;
	bool		point = false;

	*whole = *places = 0;
	if (*p == '-' || *p == '+')
		p++;
	for (; (*p >= '0' && *p <= '9') || (*p == '.' && !point); p++)
	{
		if (*p == '.')
			point = true;
		else if (point)
			(*places)++;
		else
			(*whole)++;
	}
	return *p == '\0' && *whole + *places > 0 ? plain : NULL;
}

/* A number into a column of numbers, within the field's bounds. */
static bool
read_figure(const GovFormField *field, char *said, Datum *value, char **fault)
{
	/* resources are specified to two places; what is only stated may have more */
	int			most = field->means ? 2 : GOV_AMOUNT_PLACES;
	int			whole,
				places;
	char	   *plain = read_number(said, &whole, &places);
	Datum		number;

	if (plain == NULL || (field->type != NUMERICOID && places > 0))
		*fault = psprintf("\"%s\" is no %snumber", said, field->type == NUMERICOID ? "" : "whole ");
	else if (places > most)
		*fault = psprintf("%s has more than %d decimal places", plain, most);
	else if (whole > (field->means ? 10 : 14))
		*fault = psprintf("%s is too large", plain);
	if (*fault != NULL)
		return false;
	number = DirectFunctionCall3(numeric_in, CStringGetDatum(plain), ObjectIdGetDatum(InvalidOid),
								 Int32GetDatum(-1));
	if (field->minimum != NULL &&
		DatumGetBool(DirectFunctionCall2(numeric_lt, number,
										 DirectFunctionCall3(numeric_in, CStringGetDatum(field->minimum),
															 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)))))
	{
		*fault = psprintf("%s is less than %s", plain, field->minimum);
		return false;
	}
	if (field->type == NUMERICOID)
		*value = number;
	else
	{
		int64		n = strtoll(plain, NULL, 10);	/* at most 14 digits */

		if (field->type == INT4OID && (n > PG_INT32_MAX || n < PG_INT32_MIN))
		{
			*fault = psprintf("%s is too large", plain);
			return false;
		}
		*value = field->type == INT4OID ? Int32GetDatum((int32) n) : Int64GetDatum(n);
	}
	return true;
}

/* Some digits at *p, and what follows them skipped; -1 when there are none. */
static int
read_digits(const char **p, const char *after)
{
	int			n = 0,
				digits = 0;

	for (; **p >= '0' && **p <= '9' && digits < 4; (*p)++, digits++)
		n = n * 10 + (**p - '0');
	if (digits == 0 || strncmp(*p, after, strlen(after)) != 0)
		return -1;
	*p += strlen(after);
	return n;
}

/* A day as offices write it: 2026-03-06, 2026/3/6, 2026.3.6 or 2026年3月6日. */
static bool
read_day(char *said, Datum *value, char **fault)
{
	static const char *const after[][3] = {
		{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}
	};
	char	   *plain = gov_plain_text(said);

	for (int i = 0; i < lengthof(after); i++)
	{
		const char *p = plain;
		int			year = read_digits(&p, after[i][0]);
		int			month = year < 0 ? -1 : read_digits(&p, after[i][1]);
		int			day = month < 0 ? -1 : read_digits(&p, after[i][2]);
		int			y,
					m,
					d;

		if (day < 0 || *p != '\0')
			continue;
		if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1)
			break;
		j2date(date2j(year, month, day), &y, &m, &d);
		if (y != year || m != month || d != day)
			break;
		*value = DateADTGetDatum(date2j(year, month, day) - POSTGRES_EPOCH_JDATE);
		return true;
	}
	*fault = psprintf("\"%s\" is no date (2026-03-06)", said);
	return false;
}

/* Yes or no. */
static bool
read_flag(char *said, Datum *value, char **fault)
{
	char	   *plain = gov_plain_text(said);
	bool		flag;

	if (strcmp(plain, "是") == 0)
		flag = true;
	else if (strcmp(plain, "否") == 0)
		flag = false;
	else if (!parse_bool(plain, &flag))
	{
		*fault = psprintf("\"%s\" is neither true nor false", said);
		return false;
	}
	*value = BoolGetDatum(flag);
	return true;
}

/* Several words: an array, or one of them alone.  A box is ticked once; other words stand as often as they are said. */
static bool
read_several(const GovFormField *field, const JsonbValue *given, Datum *value, bool *isnull, char **fault)
{
	ArrayBuildState *state = initArrayResult(TEXTOID, CurrentMemoryContext, false);
	JsonbValue	items[64];
	int			n = 0;

	if (given->type != jbvBinary)
		items[n++] = *given;
	else
	{
		Jsonb	   *array = JsonbValueToJsonb((JsonbValue *) given);

		if (!JB_ROOT_IS_ARRAY(array) || JB_ROOT_COUNT(array) > lengthof(items))
		{
			*fault = pstrdup("a list of words is expected");
			return false;
		}
		for (; n < JB_ROOT_COUNT(array); n++)
			items[n] = *getIthJsonbValueFromContainer(&array->root, n);
	}
	for (int i = 0; i < n; i++)
	{
		char	   *said = scalar_text(&items[i]);
		bool		seen = false;
		Datum		word;

		if (said == NULL)
		{
			*fault = pstrdup("a list of words is expected");
			return false;
		}
		if (!read_words(field, said, &word, fault))
			return false;
		for (int j = 0; field->nchoices > 0 && j < state->nelems; j++)
			seen |= strcmp(TextDatumGetCString(state->dvalues[j]), TextDatumGetCString(word)) == 0;
		if (!seen)
			accumArrayResult(state, word, false, TEXTOID, CurrentMemoryContext);
	}
	*isnull = n == 0;
	*value = makeArrayResult(state, CurrentMemoryContext);
	return true;
}

/* see form.h */
bool
gov_form_value(const GovFormField *field, const JsonbValue *given, Datum *value, bool *isnull, char **fault)
{
	char	   *said;

	*value = (Datum) 0;
	*fault = NULL;
	*isnull = given->type == jbvNull;
	if (*isnull)
		return true;
	if (field->type == TEXTARRAYOID)
		return read_several(field, given, value, isnull, fault);
	said = scalar_text(given);
	if (said == NULL)
	{
		*fault = pstrdup("one value is expected, not an object or a list");
		return false;
	}
	/* a blank is nothing said, in every type */
	if (*gov_plain_text(said) == '\0')
	{
		*isnull = true;
		return true;
	}
	switch (field->type)
	{
		case DATEOID:
			return read_day(said, value, fault);
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
			return read_figure(field, said, value, fault);
		case BOOLOID:
			return read_flag(said, value, fault);
		default:
			return read_words(field, said, value, fault);
	}
}
