package dev.carillon.jpa;

import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.RecordCodec;
import dev.carillon.tck.store.EncodingJobStoreContract;

class HibernateMariaDbContractTest extends EncodingJobStoreContract {

    private static final OpenStores STORES = OpenStores.on(MariaDb.url(), OpenStores.HIBERNATE);

    @Override
    protected RecordCodec codec() {
        return new JsonRecordCodec();
    }

    @Override
    protected JobStore open(String namespace, RecordCodec codec) {
        return STORES.open(namespace, codec);
    }
}
