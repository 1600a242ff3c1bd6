DROP INDEX `changes_at`;--> statement-breakpoint
ALTER TABLE `changes` DROP COLUMN `at`;--> statement-breakpoint
DROP INDEX `audit_person`;--> statement-breakpoint
DROP INDEX `audit_assignment`;--> statement-breakpoint
DROP INDEX `audit_request`;--> statement-breakpoint
DROP INDEX `audit_grant`;--> statement-breakpoint
CREATE INDEX `audit_person` ON `audit` (`person_id`,`seq`) WHERE "audit"."person_id" is not null;--> statement-breakpoint
CREATE INDEX `audit_assignment` ON `audit` (`assignment_id`,`seq`) WHERE "audit"."assignment_id" is not null;--> statement-breakpoint
CREATE INDEX `audit_request` ON `audit` (`request_id`,`seq`) WHERE "audit"."request_id" is not null;--> statement-breakpoint
CREATE INDEX `audit_grant` ON `audit` (`grant_id`,`seq`) WHERE "audit"."grant_id" is not null;