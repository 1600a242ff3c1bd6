import { integer, optional, text } from "../input.ts";

const rootId = "r-[0-9a-z]{4,32}";
const unitId = "ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}";

export const accountId = text({ max: 12, form: /^\d{12}$/ });
export const parentId = text({ max: 100, form: new RegExp(`^((${rootId})|(${unitId}))$`) });
export const childId = text({ max: 100, form: new RegExp(`^((\\d{12})|(${unitId}))$`) });
export const organizationalUnitId = text({ max: 68, form: new RegExp(`^${unitId}$`) });
export const taggableId = text({
  max: 130,
  form: new RegExp(`^((${rootId})|(\\d{12})|(${unitId}))$`),
});

export const NextToken = optional(text({ min: 0, max: 100_000 }));
export const paging = { MaxResults: optional(integer(1, 20)), NextToken };

/** Organizations' pages have at most 20 rows. */
export const mostRows = 20;
