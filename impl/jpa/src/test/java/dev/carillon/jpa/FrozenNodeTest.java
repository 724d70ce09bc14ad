package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.OnConflict;
import dev.carillon.StoreUnavailableException;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FrozenNodeTest {

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void a_node_that_stands_still_in_the_midst_of_a_claim_does_not_hold_up_those_who_end_its_life() throws Exception {
        OpenStores stores = OpenStores.on(PostgreSql.database("frozen"), OpenStores.HIBERNATE);
        CountDownLatch planning = new CountDownLatch(1);
        CountDownLatch thawed = new CountDownLatch(1);
        try (JobStore frozen = stores.open("frozen");
                JobStore other = stores.open("frozen")) {
            NodeEpoch node = frozen.join("node");
            other.add(List.of(Jobs.once("job")), OnConflict.FAIL);
            CompletableFuture<?> claim = CompletableFuture.supplyAsync(() -> frozen.claim(Jobs.claim(node, due -> {
                planning.countDown();
                try {
                    thawed.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                return Optional.empty();
            })));
            planning.await();

            boolean ended = other.leave(new NodeBeat(node, 0));

            assertThat(ended).isTrue();
            assertThat(other.remove("job")).as("its row is free as well").isPresent();
            thawed.countDown();
            assertThatThrownBy(claim::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StoreUnavailableException.class);
        } finally {
            thawed.countDown();
        }
    }
}
