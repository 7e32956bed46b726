from pathlib import Path

from pipeline.documents import list_files, read_documents

SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENTS, REJECTED = read_documents(SAMPLES, [file.source_path for file in list_files(SAMPLES)])


def test_every_sample_is_read_and_described():
    assert REJECTED.num_rows == 0
    assert DOCUMENTS.num_rows == 12
    assert [DOCUMENTS[name].null_count for name in ("title", "author", "published_on")] == [0, 0, 0]


def test_samples_are_described_in_three_ways():
    first_lines = {"an-airlift-nobody-owns.txt": ("An airlift nobody owns", "Samira Okoth", "2031-04-05")}
    sidecar = {"caspian-drone-shipment.txt": ("US accuses Iran of sending drones to Russia", "Lena Hartwig", "2031-03-04")}
    front_matter = {"remarks-on-lantern-reef.txt": ("Remarks on Lantern Reef", "Office of the Spokesman", "2031-03-20")}
    found = {row["source_path"]: (row["title"], row["author"], str(row["published_on"])) for row in DOCUMENTS.to_pylist()}
    for path, expected in (first_lines | sidecar | front_matter).items():
        assert found[path] == expected
