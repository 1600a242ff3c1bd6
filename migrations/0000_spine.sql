CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`channel` text NOT NULL,
	`action` text NOT NULL,
	`person_id` text,
	`assignment_id` text,
	`request_id` text,
	`grant_id` text,
	`details` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_person` ON `audit` (`person_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_assignment` ON `audit` (`assignment_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_request` ON `audit` (`request_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_grant` ON `audit` (`grant_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`actor`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `audit_values` (
	`hash` text PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`person_id` text NOT NULL,
	`field` text NOT NULL,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_values_person` ON `audit_values` (`person_id`);--> statement-breakpoint
CREATE TABLE `changes` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `changes_at` ON `changes` (`at`);--> statement-breakpoint
CREATE TABLE `guard` (
	`lost` integer,
	CONSTRAINT "lost_race" CHECK("guard"."lost" is null)
);
--> statement-breakpoint
CREATE TABLE `work` (
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`check_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	PRIMARY KEY(`kind`, `key`)
);
--> statement-breakpoint
CREATE INDEX `work_due` ON `work` (`check_at`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`state` text NOT NULL,
	`management` integer NOT NULL,
	`ou_path` text NOT NULL,
	`tags` text NOT NULL,
	`missed_at` integer,
	`gone_at` integer
);
--> statement-breakpoint
CREATE TABLE `directory_parts` (
	`part` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`changed_at` integer,
	`read_at` integer,
	`reading_since` integer
);
--> statement-breakpoint
CREATE TABLE `directory_reading` (
	`part` text NOT NULL,
	`key` text NOT NULL,
	`listed` text NOT NULL,
	`told` text,
	PRIMARY KEY(`part`, `key`)
);
--> statement-breakpoint
CREATE INDEX `directory_reading_todo` ON `directory_reading` (`part`,`key`) WHERE "directory_reading"."told" is null;--> statement-breakpoint
CREATE TABLE `findings` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`identity_id` text NOT NULL,
	`assignment_id` text,
	`state` text NOT NULL,
	`found_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `findings_open` ON `findings` (`kind`,`assignment_id`) WHERE "findings"."state" = 'open' and "findings"."assignment_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `findings_open_identity` ON `findings` (`kind`,`identity_id`) WHERE "findings"."state" = 'open' and "findings"."assignment_id" is null;--> statement-breakpoint
CREATE INDEX `findings_state` ON `findings` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `findings_assignment` ON `findings` (`assignment_id`);--> statement-breakpoint
CREATE INDEX `findings_identity` ON `findings` (`identity_id`);--> statement-breakpoint
CREATE TABLE `group_assignments` (
	`group_id` text NOT NULL,
	`account_id` text NOT NULL,
	`permission_set_arn` text NOT NULL,
	PRIMARY KEY(`group_id`, `account_id`, `permission_set_arn`)
);
--> statement-breakpoint
CREATE TABLE `groups` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`missed_at` integer,
	`gone_at` integer
);
--> statement-breakpoint
CREATE TABLE `permission_sets` (
	`arn` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`session_duration_ms` integer NOT NULL,
	`policies` text NOT NULL,
	`missed_at` integer,
	`gone_at` integer
);
--> statement-breakpoint
CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`identity_id` text NOT NULL,
	`target_key` text NOT NULL,
	`account_id` text,
	`permission_set_arn` text,
	`group_id` text,
	`origin` text NOT NULL,
	`observed` text NOT NULL,
	`seen_at` integer,
	`missed_at` integer,
	`taken_over_at` integer,
	`withheld_at` integer,
	`withheld_by` text,
	`check_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`op` text DEFAULT 'none' NOT NULL,
	`op_id` text,
	`op_request_id` text,
	`op_asked_at` integer,
	`doubt_until` integer,
	`attempt` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	FOREIGN KEY (`identity_id`) REFERENCES `identities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_target` ON `assignments` (`identity_id`,`target_key`);--> statement-breakpoint
CREATE INDEX `assignments_due` ON `assignments` (`check_at`);--> statement-breakpoint
CREATE INDEX `assignments_account` ON `assignments` (`account_id`);--> statement-breakpoint
CREATE INDEX `assignments_target_key` ON `assignments` (`target_key`);--> statement-breakpoint
CREATE INDEX `assignments_op` ON `assignments` (`op`) WHERE "assignments"."op" <> 'none';--> statement-breakpoint
CREATE TABLE `holds` (
	`id` text PRIMARY KEY NOT NULL,
	`assignment_id` text NOT NULL,
	`reason` text NOT NULL,
	`reason_id` text NOT NULL,
	`policy_version` integer NOT NULL,
	`grant_id` text,
	`enforce` integer DEFAULT false NOT NULL,
	`adopt` integer DEFAULT false NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`granted_until` integer NOT NULL,
	`released_at` integer,
	`released_why` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `holds_assignment` ON `holds` (`assignment_id`,`ends_at`);--> statement-breakpoint
CREATE INDEX `holds_grant` ON `holds` (`grant_id`);--> statement-breakpoint
CREATE TABLE `receipts` (
	`id` text PRIMARY KEY NOT NULL,
	`assignment_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`asked_at` integer,
	`gone_at` integer,
	`confirmed_at` integer,
	`credentials_dead_by` integer,
	`kept_at` integer,
	`rung_at` integer,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `receipts_open` ON `receipts` (`assignment_id`) WHERE "receipts"."confirmed_at" is null and "receipts"."kept_at" is null;--> statement-breakpoint
CREATE INDEX `receipts_assignment` ON `receipts` (`assignment_id`,`due_at`);--> statement-breakpoint
CREATE INDEX `receipts_overdue` ON `receipts` (`due_at`) WHERE "receipts"."gone_at" is null and "receipts"."kept_at" is null;--> statement-breakpoint
CREATE INDEX `receipts_tail` ON `receipts` (`credentials_dead_by`);--> statement-breakpoint
CREATE TABLE `held` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`state` text NOT NULL,
	`details` text NOT NULL,
	`opened_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `held_open` ON `held` (`kind`,`key`) WHERE "held"."state" = 'open';--> statement-breakpoint
CREATE INDEX `held_state` ON `held` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `held_people` (
	`held_id` text NOT NULL,
	`person_id` text NOT NULL,
	`event_id` text,
	PRIMARY KEY(`held_id`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `held_people_person` ON `held_people` (`person_id`);--> statement-breakpoint
CREATE TABLE `hr_deliveries` (
	`source` text NOT NULL,
	`webhook_id` text NOT NULL,
	`body_hash` text NOT NULL,
	`received_at` integer NOT NULL,
	`answer` text NOT NULL,
	PRIMARY KEY(`source`, `webhook_id`)
);
--> statement-breakpoint
CREATE TABLE `hr_events` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`worker_id` text NOT NULL,
	`email_key` text NOT NULL,
	`delivery` text NOT NULL,
	`effective_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`event` text NOT NULL,
	`state` text NOT NULL,
	`released_at` integer,
	`held_id` text
);
--> statement-breakpoint
CREATE INDEX `hr_events_worker` ON `hr_events` (`source`,`worker_id`,`effective_at`);--> statement-breakpoint
CREATE INDEX `hr_events_email` ON `hr_events` (`email_key`,`source`);--> statement-breakpoint
CREATE INDEX `hr_events_held` ON `hr_events` (`held_id`);--> statement-breakpoint
CREATE TABLE `caller_writes` (
	`caller` text NOT NULL,
	`at` integer NOT NULL,
	`id` text NOT NULL,
	PRIMARY KEY(`caller`, `at`, `id`)
);
--> statement-breakpoint
CREATE INDEX `caller_writes_at` ON `caller_writes` (`at`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`caller` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`caller`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_at` ON `idempotency_keys` (`at`);--> statement-breakpoint
CREATE TABLE `service_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `service_tokens_name_unique` ON `service_tokens` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `service_tokens_hash_unique` ON `service_tokens` (`hash`);--> statement-breakpoint
CREATE TABLE `losses` (
	`cause` text NOT NULL,
	`run` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`cause`, `run`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `losses_day` ON `losses` (`cause`,`at`,`person_id`);--> statement-breakpoint
CREATE TABLE `identities` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`principal_id` text,
	`user_name` text NOT NULL,
	`email` text NOT NULL,
	`status` text NOT NULL,
	`profile_digest` text,
	`look_at` integer NOT NULL,
	`delete_at` integer NOT NULL,
	`check_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`op` text DEFAULT 'none' NOT NULL,
	`op_id` text,
	`op_asked_at` integer,
	`attempt` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identities_principal` ON `identities` (`principal_id`) WHERE "identities"."status" <> 'deleted';--> statement-breakpoint
CREATE UNIQUE INDEX `identities_person` ON `identities` (`person_id`) WHERE "identities"."status" <> 'deleted';--> statement-breakpoint
CREATE UNIQUE INDEX `identities_user_name` ON `identities` (`user_name`) WHERE "identities"."status" not in ('deleted', 'blocked');--> statement-breakpoint
CREATE INDEX `identities_due` ON `identities` (`check_at`);--> statement-breakpoint
CREATE INDEX `identities_of_person` ON `identities` (`person_id`);--> statement-breakpoint
CREATE INDEX `identities_named` ON `identities` (`user_name`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`worker_id` text NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`given_name` text NOT NULL,
	`family_name` text NOT NULL,
	`display_name` text NOT NULL,
	`title` text,
	`department` text,
	`division` text,
	`manager_email` text,
	`manager_id` text,
	`manager_since` integer,
	`location` text,
	`country` text,
	`time_zone` text,
	`employment_type` text,
	`start_date` text,
	`end_date` text,
	`attributes` text NOT NULL,
	`employment` text NOT NULL,
	`employment_since` integer NOT NULL,
	`suspended_at` integer,
	`changed_run` text DEFAULT '' NOT NULL,
	`backstage_ref` text,
	`ref_said_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`judged_epoch` integer DEFAULT 0 NOT NULL,
	`judged_policy` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_worker` ON `people` (`source`,`worker_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_ref` ON `people` (`backstage_ref`);--> statement-breakpoint
CREATE INDEX `people_email` ON `people` (`email_key`);--> statement-breakpoint
CREATE INDEX `people_manager` ON `people` (`manager_id`);--> statement-breakpoint
CREATE INDEX `people_manager_email` ON `people` (`manager_email`);--> statement-breakpoint
CREATE INDEX `people_judging` ON `people` (`judged_epoch`);--> statement-breakpoint
CREATE INDEX `people_department` ON `people` (`department`);--> statement-breakpoint
CREATE INDEX `people_source` ON `people` (`source`,`employment`);--> statement-breakpoint
CREATE TABLE `policies` (
	`version` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`document` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_alias` text,
	`proposed_at` integer NOT NULL,
	`activated_by` text,
	`activated_alias` text,
	`activated_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policies_active` ON `policies` (`state`) WHERE "policies"."state" = 'active';--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `driver_state` (
	`name` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`details` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `request_approvers` (
	`request_id` text NOT NULL,
	`approver` text NOT NULL,
	`fallback` integer NOT NULL,
	PRIMARY KEY(`request_id`, `approver`)
);
--> statement-breakpoint
CREATE TABLE `request_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`kind` text NOT NULL,
	`by` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `request_notes_request` ON `request_notes` (`request_id`,`id`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person_id` text NOT NULL,
	`asked_by` text,
	`target_key` text NOT NULL,
	`account_id` text,
	`permission_set_arn` text,
	`group_id` text,
	`duration_ms` integer NOT NULL,
	`starts_at` integer,
	`justification` text NOT NULL,
	`ticket` text,
	`state` text NOT NULL,
	`rule` text NOT NULL,
	`policy_version` integer NOT NULL,
	`longest_ms` integer NOT NULL,
	`grant_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`clock_left_ms` integer,
	`decide_by` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`decision_reason` text,
	`approved_ms` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_open` ON `requests` (`person_id`,`target_key`,`kind`) WHERE "requests"."state" in ('waiting', 'questioned');--> statement-breakpoint
CREATE INDEX `requests_person` ON `requests` (`person_id`,`id`);--> statement-breakpoint
CREATE INDEX `requests_state` ON `requests` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `requests_grant` ON `requests` (`grant_id`);