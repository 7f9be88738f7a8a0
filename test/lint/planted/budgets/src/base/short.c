/*
 * why this is here
 */
PG_FUNCTION_INFO_V1(gov_short);
Datum
gov_short(PG_FUNCTION_ARGS)
{
	return 0;
}

static int
unexplained(int a,				/* BAD */
			int b)
{
	return a;
}
