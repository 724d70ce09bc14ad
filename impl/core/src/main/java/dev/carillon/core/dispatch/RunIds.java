package dev.carillon.core.dispatch;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Makes ids of runs: one random half for the life of this object, and a counter with a random start. They are unique for
 * ever as far as 122 random bits go, and cost no random number each. Their version is 8, an application's own.
 *
 * <p>Source: RFC 9562, section 5.8. Safe for use by many threads.
 */
public final class RunIds implements Supplier<UUID> {

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long COUNTER = 0x3FFF_FFFF_FFFF_FFFFL;

    private final long life;
    private final AtomicLong next;

    /** Begins a life. */
    public RunIds() {
        SecureRandom random = new SecureRandom();
        life = (random.nextLong() & ~0xF000L) | VERSION_8;
        next = new AtomicLong(random.nextLong());
    }

    @Override
    public UUID get() {
        return new UUID(life, (next.getAndIncrement() & COUNTER) | VARIANT);
    }
}
