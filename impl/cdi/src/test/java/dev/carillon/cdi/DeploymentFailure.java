package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.carillon.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What a deployment that fails says. Weld throws what an extension reports; OpenWebBeans logs it and throws another. */
final class DeploymentFailure {

    private static final Logger OPEN_WEB_BEANS = Logger.getLogger("org.apache.webbeans");

    private DeploymentFailure() {}

    /** Deploys an application that must not start. */
    static ConfigurationException of(Application.Builder application) {
        Captured captured = new Captured();
        OPEN_WEB_BEANS.addHandler(captured);
        OPEN_WEB_BEANS.setUseParentHandlers(false);
        try {
            Throwable failure = catchThrowable(() -> application.start().close());
            assertThat(failure).as("the failure of the deployment").isNotNull();
            return Stream.concat(Stream.of(failure), captured.thrown.stream())
                    .flatMap(DeploymentFailure::all)
                    .filter(ConfigurationException.class::isInstance)
                    .map(ConfigurationException.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("another failure", failure));
        } finally {
            OPEN_WEB_BEANS.removeHandler(captured);
            OPEN_WEB_BEANS.setUseParentHandlers(true);
        }
    }

    private static Stream<Throwable> all(Throwable failure) {
        Stream<Throwable> below =
                Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()));
        return Stream.concat(Stream.of(failure), below.flatMap(DeploymentFailure::all));
    }

    private static final class Captured extends Handler {

        private final List<Throwable> thrown = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getThrown() != null) {
                thrown.add(entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
