CREATE TABLE `user_assignments` (
	`user_id` text NOT NULL,
	`account_id` text NOT NULL,
	`permission_set_arn` text NOT NULL,
	PRIMARY KEY(`user_id`, `account_id`, `permission_set_arn`)
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `unreachable` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `permission_sets` ADD `unreachable` integer DEFAULT false NOT NULL;