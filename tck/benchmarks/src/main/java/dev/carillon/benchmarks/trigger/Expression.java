package dev.carillon.benchmarks.trigger;

import dev.carillon.trigger.CronTrigger;

/** The twelve expressions of W1, for us field by field, for the peers as text that begins with the second. */
public enum Expression {
    EVERY_SECOND("* * * * * *", "* * * * * ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().second("*");
        }
    },
    EVERY_5_MINUTES("0 */5 * * * *", "0 0/5 * * * ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().minute("*/5");
        }
    },
    HOURLY("0 0 * * * *", "0 0 * * * ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().minute("0");
        }
    },
    DAILY_0330("0 30 3 * * *", "0 30 3 * * ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().hour("3").minute("30");
        }
    },
    DAILY_0230("0 30 2 * * *", "0 30 2 * * ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().hour("2").minute("30");
        }
    },
    WEEKDAYS_0900("0 0 9 * * 1-5", "0 0 9 ? * MON-FRI") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().dayOfWeek("mon-fri").hour("9");
        }
    },
    WEEKDAYS_9_TO_17_EVERY_15("0 */15 9-17 * * 1-5", "0 0/15 9-17 ? * MON-FRI") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().dayOfWeek("mon-fri").hour("9-17").minute("*/15");
        }
    },
    LISTS("0 3,17,42,58 1,5,11,19 * * *", "0 3,17,42,58 1,5,11,19 * * ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().hour("1,5,11,19").minute("3,17,42,58");
        }
    },
    FIRST_OF_MONTH("0 0 0 1 * *", "0 0 0 1 * ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().day("1");
        }
    },
    LAST_OF_MONTH("0 0 0 L * *", "0 0 0 L * ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().day("last");
        }
    },
    YEARLY("0 0 0 1 1 *", "0 0 0 1 1 ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().month("1");
        }
    },
    FEBRUARY_29("0 0 0 29 2 *", "0 0 0 29 2 ?") {
        @Override
        CronTrigger.Builder fields() {
            return CronTrigger.builder().month("2").day("29");
        }
    };

    /** As Spring and JobRunr read it. */
    final String text;

    /** As Quartz and cron-utils read it. */
    final String quartzText;

    Expression(String text, String quartzText) {
        this.text = text;
        this.quartzText = quartzText;
    }

    abstract CronTrigger.Builder fields();
}
