package dev.carillon.tck.servers;

class OpenLibertyIT extends ServerContract {

    OpenLibertyIT() {
        super(new OpenLiberty());
    }
}
