/** Faults of the real world on real processes: several JVMs with a scheduler each, on one real database. */
package dev.carillon.cluster.fault;
