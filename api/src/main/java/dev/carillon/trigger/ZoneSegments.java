package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stretches of constant offset of a time zone. Those of the years 1970 to 2200 are found by one look into a table,
 * later ones are computed from the rules of the zone.
 */
final class ZoneSegments {

    // a function of the JDK's zone rules, kept because building one takes as long as a thousand searches; bounded by
    // the number of zones
    private static final ConcurrentHashMap<ZoneRules, ZoneSegments> KNOWN = new ConcurrentHashMap<>();

    private static final long FIRST = -2 * 86_400L;
    private static final long LAST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();
    private static final int BUCKET_BITS = 22;

    private final ZoneRules rules;
    private final Segment[] segments;
    private final short[] buckets;

    /**
     * A stretch of constant offset.
     *
     * @param start its first second
     * @param end the first second after it
     * @param offset seconds that the wall clock is ahead of UTC
     * @param freshFrom the first local time that no earlier stretch has shown already
     */
    record Segment(long start, long end, int offset, long freshFrom) {

        long localStart() {
            return start + offset;
        }

        long localEnd() {
            return end + offset;
        }
    }

    private ZoneSegments(ZoneRules rules) {
        this.rules = rules;
        if (rules.isFixedOffset()) {
            int offset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
            segments = new Segment[] {new Segment(FIRST, Long.MAX_VALUE / 2, offset, FIRST + offset)};
            buckets = new short[0];
            return;
        }
        List<Segment> found = new ArrayList<>();
        Segment segment = computed(FIRST);
        found.add(segment);
        while (segment.end() < LAST) {
            segment = following(segment);
            found.add(segment);
        }
        segments = found.toArray(Segment[]::new);
        buckets = new short[(int) ((Math.min(LAST, segment.end()) - FIRST) >> BUCKET_BITS)];
        short index = 0;
        for (int i = 0; i < buckets.length; i++) {
            long time = FIRST + ((long) i << BUCKET_BITS);
            while (segments[index].end() <= time) {
                index++;
            }
            buckets[i] = index;
        }
    }

    static ZoneSegments of(ZoneId zone) {
        return KNOWN.computeIfAbsent(zone.getRules(), ZoneSegments::new);
    }

    /** Returns the stretch that a second belongs to; not for years before 1970. */
    Segment at(long second) {
        int bucket = (int) ((second - FIRST) >> BUCKET_BITS);
        if (bucket < buckets.length) {
            int index = buckets[bucket];
            Segment segment = segments[index];
            while (second >= segment.end()) {
                index++;
                segment = segments[index];
            }
            return segment;
        }
        Segment last = segments[segments.length - 1];
        return second >= last.start() && second < last.end() ? last : computed(second);
    }

    private Segment computed(long second) {
        Instant time = Instant.ofEpochSecond(second);
        ZoneOffsetTransition after = rules.nextTransition(time);
        // one second later, so that a change at this very second is found too
        ZoneOffsetTransition before = rules.previousTransition(time.plusSeconds(1));
        int offset = rules.getOffset(time).getTotalSeconds();
        long start = before == null ? FIRST : before.toEpochSecond();
        long end = after == null ? Long.MAX_VALUE / 2 : after.toEpochSecond();
        int earlier = before == null ? offset : before.getOffsetBefore().getTotalSeconds();
        return new Segment(start, end, offset, start + Math.max(offset, earlier));
    }

    private Segment following(Segment segment) {
        Segment next = computed(segment.end());
        long shown = Math.max(segment.freshFrom(), segment.localEnd());
        return new Segment(next.start(), next.end(), next.offset(), Math.max(next.localStart(), shown));
    }
}
