int			gov_fine(void) { return 1; }
static int	hidden(void) { return 2; }
int
add_days(void)				/* BAD */
{
	return hidden();
}
int			counter = 1;		/* BAD */
