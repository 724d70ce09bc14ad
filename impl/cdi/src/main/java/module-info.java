/**
 * Carillon in a CDI container: a portable extension that finds the jobs of beans, checks them, calls them, and tells
 * their observers.
 */
module dev.carillon.cdi {
    requires transitive dev.carillon.api;
    requires transitive dev.carillon.core;
    requires transitive jakarta.cdi;
    requires jakarta.annotation;
    requires jakarta.inject;
    requires java.naming;
    // its jar declares no module name, so this is the one that follows from the name of the file
    requires static microprofile.config.api;
    requires static transitive org.jspecify;

    exports dev.carillon.cdi;

    opens dev.carillon.cdi;

    provides jakarta.enterprise.inject.spi.Extension with
            dev.carillon.cdi.CarillonExtension;
}
