package dev.carillon.spi;

import dev.carillon.RunCause;
import java.time.Instant;
import java.util.UUID;

/**
 * One occurrence of a job, from its claim to its end.
 *
 * @param id unique for ever
 * @param cause why it happens
 * @param scheduledTime the fire time it stands for, without jitter
 * @param dueTime when it may start at the earliest: the fire time with jitter
 * @param revision the revision of the definition it was claimed with, and ends by; while it waits, the one it waits since
 * @param attempt 1 for the first
 * @param suspicion how many nodes have died while they had it
 * @param crashes how many of them had marked its start before, so that it may well be what killed them
 * @param fence larger than that of every run of the job claimed before; 0 until it is first claimed
 * @param cancelRequested whether a user asked to cancel it
 * @param state who has it, or since when it waits
 */
public record Run(
        UUID id,
        RunCause cause,
        Instant scheduledTime,
        Instant dueTime,
        long revision,
        int attempt,
        int suspicion,
        int crashes,
        long fence,
        boolean cancelRequested,
        RunState state) {

    public Run {
        scheduledTime = EpochMicros.truncate(scheduledTime);
        dueTime = EpochMicros.truncate(dueTime);
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1, was " + attempt);
        }
    }

    /** Returns a run that nobody has had yet. */
    static Run waiting(
            UUID id, RunCause cause, Instant scheduledTime, Instant dueTime, long revision, Instant notBefore) {
        return new Run(id, cause, scheduledTime, dueTime, revision, 1, 0, 0, 0, false, new RunState.Waiting(notBefore));
    }

    /**
     * Tells whether a node has it.
     *
     * @return true if it is held
     */
    public boolean isHeld() {
        return state instanceof RunState.Held;
    }

    /**
     * Tells whether exactly this life of a node has it.
     *
     * @param holder a node and its epoch
     * @return true if it is held by it
     */
    public boolean isHeldBy(NodeEpoch holder) {
        return state instanceof RunState.Held held && held.holder().equals(holder);
    }

    /**
     * Tells whether it is to start with a mark on record, because a node died while it had it.
     *
     * @return true if a node did
     */
    public boolean isSuspect() {
        return suspicion > 0;
    }

    /**
     * Tells whether its start was put on record before its method was called.
     *
     * @return true if it is held and was marked
     */
    public boolean isStartMarked() {
        return state instanceof RunState.Held held && held.startMarked();
    }

    Run startMarked() {
        return state instanceof RunState.Held held
                ? withState(new RunState.Held(held.holder(), held.delivery(), true))
                : this;
    }

    Run withState(RunState next) {
        return new Run(
                id, cause, scheduledTime, dueTime, revision, attempt, suspicion, crashes, fence, cancelRequested, next);
    }

    Run heldBy(NodeEpoch holder, long newFence, JobDefinition claimed) {
        return new Run(
                id,
                cause,
                scheduledTime,
                dueTime,
                claimed.revision(),
                attempt,
                suspicion,
                crashes,
                newFence,
                cancelRequested,
                new RunState.Held(holder, claimed.policy().delivery(), false));
    }

    /** Waits for its next attempt. What ended by itself killed nobody. */
    Run retriedAt(Instant notBefore) {
        return new Run(
                id,
                RunCause.RETRY,
                scheduledTime,
                dueTime,
                revision,
                attempt + 1,
                0,
                0,
                fence,
                cancelRequested,
                new RunState.Waiting(notBefore));
    }

    /** Goes back after it had started: like a recovery, but nobody died. */
    Run interruptedAt(Instant now) {
        return new Run(
                id,
                RunCause.RECOVERY,
                scheduledTime,
                dueTime,
                revision,
                attempt,
                suspicion,
                crashes,
                fence,
                cancelRequested,
                new RunState.Waiting(now));
    }

    /** Waits because its node died: not to start before its time, which it may have been claimed ahead of. */
    Run lostSince(Instant now) {
        return new Run(
                id,
                RunCause.RECOVERY,
                scheduledTime,
                dueTime,
                revision,
                attempt,
                suspicion + 1,
                isStartMarked() ? crashes + 1 : crashes,
                fence,
                cancelRequested,
                new RunState.Waiting(dueTime.isAfter(now) ? dueTime : now));
    }

    Run withCancelRequested() {
        return new Run(id, cause, scheduledTime, dueTime, revision, attempt, suspicion, crashes, fence, true, state);
    }
}
