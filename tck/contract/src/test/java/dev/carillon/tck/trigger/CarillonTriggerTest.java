package dev.carillon.tck.trigger;

import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerSearchException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The whole family, at random but always the same, against the contract. */
class CarillonTriggerTest extends TriggerContract {

    private static final int MANY = 500;
    private static final Instant ANCHOR = Instant.parse("2026-02-01T06:30:00.5Z");

    @Override
    protected List<Trigger> triggers() {
        RandomTriggers random = new RandomTriggers(20_261_125);
        List<Trigger> triggers = new ArrayList<>();
        while (triggers.size() < MANY) {
            Trigger trigger = random.any(2).inZone(ZoneId.of("Europe/Berlin")).anchoredAt(ANCHOR);
            if (isSearchable(trigger)) {
                triggers.add(trigger);
            }
        }
        return triggers;
    }

    /** Leaves out what excludes everything, which is told by an exception and tried elsewhere. */
    private boolean isSearchable(Trigger trigger) {
        try {
            instants().forEach(trigger::nextAfter);
            return true;
        } catch (TriggerSearchException endless) {
            return false;
        }
    }
}
