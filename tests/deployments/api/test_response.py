"""A response on its way: clients that go, that do not read, that half-close; errors after the first byte."""

import asyncio
import json
import socket

import httpx
import pytest

from deployments.api.response import ReaderTooSlow

LONG = "A sentence that is spoken. " * 20


def request(port: int, **fields) -> bytes:
    body = json.dumps(fields).encode()
    head = f"POST /v1/audio/speech HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def test_the_first_bytes_come_before_the_rest_is_made(house, wire, settle):
    exchange = wire(house, input="Hello there. Stuck.", response_format="pcm")
    await exchange.until_sent(3)
    assert exchange.sent[0]["status"] == 200
    assert not exchange.complete
    exchange.gone.set()
    await exchange.exchange
    await settle()
    assert house.engine.active == 0


@pytest.mark.parametrize(("text", "messages"), [("Stuck.", 0), ("Hello there. Stuck.", 3)])
async def test_a_client_that_goes_frees_the_slot(house, wire, until, settle, text, messages):
    exchange = wire(house, input=text, response_format="pcm")
    await exchange.until_sent(messages)
    await until(lambda: house.engine.active == 1)
    exchange.gone.set()
    await exchange.exchange
    await settle()
    assert house.engine.active == 0
    assert house.engine.events[-1][0] == "cancel"
    assert not exchange.complete
    assert (await house.speak()).status_code == 200


async def test_a_server_that_cancels_the_request_frees_the_slot(house, wire, settle):
    exchange = wire(house, input="Hello there. Stuck.", response_format="pcm")
    await exchange.until_sent(3)
    exchange.exchange.cancel()
    with pytest.raises(asyncio.CancelledError):
        await exchange.exchange
    await settle()
    assert house.engine.active == 0


async def test_the_leader_goes_and_nine_others_get_everything(house, wire, settle):
    alone = (await house.speak(LONG, response_format="pcm")).content
    leader, *others = [wire(house, input=LONG, response_format="pcm") for _ in range(10)]
    await leader.until_sent(2)
    leader.gone.set()
    await asyncio.gather(*(exchange.exchange for exchange in (leader, *others)))
    assert not leader.complete
    assert all(exchange.complete and exchange.body == alone for exchange in others)
    headers = [dict(exchange.sent[0]["headers"]) for exchange in others]
    assert {header[b"x-declaim-cache"] for header in headers} == {b"joined"}


async def test_all_ten_go_and_the_slot_is_free(house, wire, settle):
    exchanges = [wire(house, input="Hello there. Stuck.", response_format="pcm") for _ in range(10)]
    for exchange in exchanges:
        await exchange.until_sent(3)
    for exchange in exchanges:
        assert house.engine.active == 1
        exchange.gone.set()
        await exchange.exchange
    await settle()
    assert house.engine.active == 0
    assert [what for what, _ in house.engine.events] == ["start", "end", "start", "cancel"]


async def test_a_reader_that_takes_nothing_is_dropped(make_house, wire, settle):
    house = make_house(limits={"slow_reader_timeout_s": 0.02})
    exchange = wire(house, input="Hello there. Stuck.", response_format="pcm")
    await exchange.until_sent(2)
    exchange.reading.clear()
    with pytest.raises(ReaderTooSlow):
        await exchange.exchange
    assert not exchange.complete
    await settle()
    assert house.engine.active == 0


async def test_a_reader_that_is_slow_but_reads_gets_everything(make_house, wire, settle):
    house = make_house(limits={"slow_reader_timeout_s": 0.5})
    alone = (await house.speak("A few words. And more.", response_format="pcm")).content
    exchange = wire(house, input="A few words. And more.", response_format="pcm")
    while not exchange.exchange.done():
        exchange.reading.clear()
        await asyncio.sleep(0.002)
        exchange.reading.set()
        await settle()
    assert (exchange.complete, exchange.body) == (True, alone)


async def test_a_render_does_not_wait_for_a_slow_reader(make_house, wire, until):
    house = make_house(limits={"slow_reader_timeout_s": 30})
    exchange = wire(house, input=LONG, response_format="pcm")
    await exchange.until_sent(2)
    exchange.reading.clear()
    await until(lambda: [what for what, _ in house.engine.events].count("end") == 20)
    assert (await house.speak("Other.")).status_code == 200
    exchange.gone.set()
    await exchange.exchange


async def test_a_client_that_goes_while_it_sends_its_body_is_no_error(house, raw_wire, caplog):
    exchange = raw_wire(house.app, b'{"input": ', ends=False)
    await asyncio.sleep(0)
    exchange.gone.set()
    await exchange.exchange
    assert exchange.sent == []
    assert caplog.records == []


async def test_plain_bodies_that_fail_late_are_broken_off(house, serve):
    async with serve(house.app) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        heard = 0
        with pytest.raises(httpx.RemoteProtocolError):  # noqa: PT012 - the error comes while the body is read
            async with client.stream("POST", "/v1/audio/speech", json={"input": "Hello there. Boom."}) as response:
                assert response.status_code == 200
                async for data in response.aiter_bytes():
                    heard += len(data)
        assert heard > 0
        assert (await client.post("/v1/audio/speech", json={"input": "Hello."})).status_code == 200


async def test_over_a_socket_bodies_are_chunked_and_the_same(house, serve):
    async with serve(house.app) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        response = await client.post("/v1/audio/speech", json={"input": LONG, "response_format": "pcm"})
        assert response.headers["transfer-encoding"] == "chunked"
        assert response.content == (await house.speak(LONG, response_format="pcm")).content


@pytest.mark.parametrize("leave", ["close", "reset", "half-close"])
async def test_sockets_that_close_free_the_slot(house, serve, until, leave):
    async with serve(house.app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request(port, input="Hello there. Stuck.", response_format="pcm"))
        assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
        assert house.engine.active == 1
        if leave == "half-close":
            writer.write_eof()
        elif leave == "reset":
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            writer.transport.abort()
        else:
            writer.close()
        await until(lambda: house.engine.active == 0)
        writer.close()
    assert house.engine.events[-1][0] == "cancel"
