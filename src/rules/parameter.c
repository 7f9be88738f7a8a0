/*
 * parameter.c
 *		Reading jsonb objects: parameters of guards and effects, data of an act.
 */
#include "rules/engine.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

/* the value under a key, NULL when the object or the key is absent or null */
static JsonbValue *
find_value(Jsonb *object, const char *key)
{
	JsonbValue *value;

	if (object == NULL || !JB_ROOT_IS_OBJECT(object))
		return NULL;
	value = getKeyJsonValueFromContainer(&object->root, key, strlen(key), NULL);
	if (value == NULL || value->type == jbvNull)
		return NULL;
	return value;
}

/* a scalar as text, however it was written; NULL for objects and arrays */
static char *
scalar_text(const JsonbValue *value)
{
	switch (value->type)
	{
		case jbvString:
			return pnstrdup(value->val.string.val, value->val.string.len);
		case jbvNumeric:
			return DatumGetCString(DirectFunctionCall1(numeric_out,
													   NumericGetDatum(value->val.numeric)));
		case jbvBool:
			return pstrdup(value->val.boolean ? "true" : "false");
		default:
			return NULL;
	}
}

/* see rules.h */
char *
gov_parameter_text(Jsonb *parameters, const char *key)
{
	JsonbValue *value = find_value(parameters, key);

	return value ? scalar_text(value) : NULL;
}

/* see rules.h; a number that is none is refused, with its key */
int64
gov_parameter_int(Jsonb *parameters, const char *key, int64 absent)
{
	char	   *text = gov_parameter_text(parameters, key);
	int64		number;

	if (text == NULL)
		return absent;
	errno = 0;
	{
		char	   *end;

		number = strtoll(text, &end, 10);
		if (errno != 0 || end == text || *end != '\0')
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%s\" must be an integer, not \"%s\"", key, text)));
	}
	return number;
}

/* see rules.h; true and false may come as text */
bool
gov_parameter_bool(Jsonb *parameters, const char *key, bool absent)
{
	char	   *text = gov_parameter_text(parameters, key);
	bool		answer;

	if (text == NULL)
		return absent;
	if (!parse_bool(text, &answer))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" must be true or false, not \"%s\"", key, text)));
	return answer;
}

/* see rules.h */
Jsonb *
gov_parameter_object(Jsonb *parameters, const char *key)
{
	JsonbValue *value = find_value(parameters, key);

	return value && value->type == jbvBinary ? JsonbValueToJsonb(value) : NULL;
}

/* see rules.h */
char **
gov_parameter_list(Jsonb *parameters, const char *key, int *count)
{
	Jsonb	   *array = gov_parameter_object(parameters, key);
	char	   *single = gov_parameter_text(parameters, key);
	char	  **list;
	int			size;

	*count = 0;
	if (single != NULL)
	{
		list = palloc(sizeof(char *));
		list[(*count)++] = single;
		return list;
	}
	if (array == NULL || !JB_ROOT_IS_ARRAY(array))
		return NULL;
	size = JB_ROOT_COUNT(array);
	list = palloc(Max(size, 1) * sizeof(char *));
	for (int i = 0; i < size; i++)
	{
		JsonbValue *value = getIthJsonbValueFromContainer(&array->root, i);
		char	   *text = scalar_text(value);

		if (text != NULL)
			list[(*count)++] = text;
	}
	return list;
}

/* see rules.h */
char **
gov_parameter_keys(Jsonb *parameters, int *count)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	value;
	char	  **keys;

	*count = 0;
	if (parameters == NULL || !JB_ROOT_IS_OBJECT(parameters))
		return NULL;
	keys = palloc(Max(JB_ROOT_COUNT(parameters), 1) * sizeof(char *));
	it = JsonbIteratorInit(&parameters->root);
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
		if (token == WJB_KEY)
			keys[(*count)++] = pnstrdup(value.val.string.val, value.val.string.len);
	return keys;
}

/* does a list of names separated by blanks hold this one? */
static bool
names_include(const char *names, const char *name)
{
	size_t		length = strlen(name);

	for (const char *at = names; at != NULL && (at = strstr(at, name)) != NULL; at += length)
		if ((at == names || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
			return true;
	return false;
}

/* see rules.h */
const char *
gov_parameter_fault(Jsonb *parameters, const char *required, const char *optional)
{
	char	   *names = pstrdup(required);
	int			count;
	char	  **keys;

	if (!JB_ROOT_IS_OBJECT(parameters))
		return "parameters must be an object";
	for (char *name = strtok(names, " "); name != NULL; name = strtok(NULL, " "))
		if (find_value(parameters, name) == NULL)
			return psprintf("parameter \"%s\" is missing", name);
	keys = gov_parameter_keys(parameters, &count);
	for (int i = 0; i < count; i++)
		if (!names_include(required, keys[i]) && !names_include(optional, keys[i]))
			return psprintf("unknown parameter \"%s\"", keys[i]);
	return NULL;
}
