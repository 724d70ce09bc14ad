package dev.carillon.tck.servers;

class PayaraMicroIT extends ServerContract {

    PayaraMicroIT() {
        super(new PayaraMicro());
    }
}
