package dev.carillon.tck.servers;

class WildFlyIT extends ServerContract {

    WildFlyIT() {
        super(new WildFly());
    }
}
