/**
 * What every {@link dev.carillon.spi.JobStore} must hold.
 *
 * <p>A store's own tests extend {@link dev.carillon.tck.store.JobStoreContract}, or
 * {@link dev.carillon.tck.store.EncodingJobStoreContract} if it keeps records as text.
 */
@NullMarked
package dev.carillon.tck.store;

import org.jspecify.annotations.NullMarked;
