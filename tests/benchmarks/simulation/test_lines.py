from benchmarks.simulation.lines import lines


def test_a_text_becomes_the_segments_that_the_server_makes_of_it():
    assert [
        line.text for line in lines("It is 5 o'clock in the morning here. Nobody is awake in this house, I think.")
    ] == [
        "It is five o'clock in the morning here.",
        "Nobody is awake in this house, I think.",
    ]
