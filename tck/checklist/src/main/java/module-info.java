/**
 * Which test proves which behaviour of APScheduler.
 */
module dev.carillon.checklist {
    requires static transitive org.jspecify;

    exports dev.carillon.tck.checklist;
}
