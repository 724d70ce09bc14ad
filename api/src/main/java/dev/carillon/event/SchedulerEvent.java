package dev.carillon.event;

/** Everything that a scheduler tells. */
public interface SchedulerEvent {}
