/*
 * canonical.c
 *		A row as bytes that depend on nothing but its values.
 *
 * Text output follows settings and versions, so a digest must not rest on it.
 * Each column is a length of four bytes, most significant first, and its bytes;
 * null has the length 0xFFFFFFFF.  Text is UTF-8 whatever the server's encoding.
 * No two different rows of the same shape have the same bytes.
 */
#include "base/base.h"

#include <sys/socket.h>

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/inet.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#define NULL_LENGTH		0xFFFFFFFF

/* length and bytes */
static void
put_bytes(StringInfo out, const void *data, uint32 len)
{
	pq_sendint32(out, len);
	appendBinaryStringInfo(out, data, (int) len);
}

/* length and bytes, as UTF-8 */
static void
put_text(StringInfo out, const char *text, int len)
{
	char	   *utf8 = pg_server_to_any(text, len, PG_UTF8);

	put_bytes(out, utf8, utf8 == text ? len : strlen(utf8));
}

/* one scalar of a jsonb: a tag and its value; numbers keep their written scale */
static void
put_json_scalar(StringInfo out, const JsonbValue *value)
{
	switch (value->type)
	{
		case jbvNull:
			pq_sendbyte(out, 'z');
			break;
		case jbvBool:
			pq_sendbyte(out, value->val.boolean ? 't' : 'f');
			break;
		case jbvString:
			pq_sendbyte(out, 's');
			put_text(out, value->val.string.val, value->val.string.len);
			break;
		case jbvNumeric:
			{
				char	   *digits = DatumGetCString(DirectFunctionCall1(numeric_out,
																		 NumericGetDatum(value->val.numeric)));

				pq_sendbyte(out, 'n');
				put_bytes(out, digits, strlen(digits));
				break;
			}
		default:
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg_internal("unexpected jsonb value type %d", (int) value->type)));
	}
}

/* a jsonb in the order it keeps: keys are sorted and unique already */
static void
put_json(StringInfo out, Jsonb *json)
{
	JsonbIterator *it = JsonbIteratorInit(&json->root);
	JsonbValue	value;
	JsonbIteratorToken token;

	while ((token = JsonbIteratorNext(&it, &value, false)) != WJB_DONE)
	{
		switch (token)
		{
			case WJB_BEGIN_OBJECT:
				pq_sendbyte(out, '{');
				break;
			case WJB_END_OBJECT:
				pq_sendbyte(out, '}');
				break;
			case WJB_BEGIN_ARRAY:
				pq_sendbyte(out, value.val.array.rawScalar ? '(' : '[');
				break;
			case WJB_END_ARRAY:
				pq_sendbyte(out, ']');
				break;
			case WJB_KEY:
				pq_sendbyte(out, 'k');
				put_text(out, value.val.string.val, value.val.string.len);
				break;
			default:
				put_json_scalar(out, &value);
				break;
		}
	}
}

/* the bytes of one value, without its length */
static void
put_value(StringInfo out, Oid type, Datum value)
{
	switch (type)
	{
		case BOOLOID:
			pq_sendbyte(out, DatumGetBool(value) ? 1 : 0);
			break;
		case INT4OID:
			pq_sendint32(out, (uint32) DatumGetInt32(value));
			break;
		case INT8OID:
		case XID8OID:
		case TIMESTAMPTZOID:
			pq_sendint64(out, (uint64) DatumGetInt64(value));
			break;
		case INETOID:
			{
				inet	   *address = DatumGetInetPP(value);

				pq_sendbyte(out, ip_family(address) == PGSQL_AF_INET ? 4 : 6);
				pq_sendbyte(out, ip_bits(address));
				appendBinaryStringInfo(out, (char *) ip_addr(address), ip_addrsize(address));
				break;
			}
		case JSONBOID:
			put_json(out, DatumGetJsonbP(value));
			break;
		default:
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg_internal("no canonical form for type %u", type)));
	}
}

/* see base.h */
void
gov_canonical_column(StringInfo out, Oid type, Datum value, bool isnull)
{
	StringInfoData bytes;

	if (isnull)
	{
		pq_sendint32(out, NULL_LENGTH);
		return;
	}
	if (type == TEXTOID)
	{
		text	   *t = DatumGetTextPP(value);

		put_text(out, VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t));
		return;
	}
	if (type == BYTEAOID)
	{
		bytea	   *b = DatumGetByteaPP(value);

		put_bytes(out, VARDATA_ANY(b), VARSIZE_ANY_EXHDR(b));
		return;
	}
	initStringInfo(&bytes);
	put_value(&bytes, type, value);
	put_bytes(out, bytes.data, bytes.len);
	pfree(bytes.data);
}
