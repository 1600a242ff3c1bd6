CREATE TABLE `freezes` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`lifted_at` integer,
	`lifted_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `freezes_standing` ON `freezes` (`state`) WHERE "freezes"."state" = 'standing';