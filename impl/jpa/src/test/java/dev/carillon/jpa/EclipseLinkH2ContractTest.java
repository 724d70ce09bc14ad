package dev.carillon.jpa;

import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.RecordCodec;
import dev.carillon.tck.store.EncodingJobStoreContract;

class EclipseLinkH2ContractTest extends EncodingJobStoreContract {

    private static final OpenStores STORES =
            OpenStores.on("jdbc:h2:mem:eclipselink;DB_CLOSE_DELAY=-1", OpenStores.ECLIPSELINK);

    @Override
    protected RecordCodec codec() {
        return new JsonRecordCodec();
    }

    @Override
    protected JobStore open(String namespace, RecordCodec codec) {
        return STORES.open(namespace, codec);
    }
}
