"""Writes the small Parquet files that packages/datasets reads in its tests: python make_files.py FOLDER"""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

texts = [f"row {i} größe 😀 \n line" for i in range(10)]
columns = {
    "id": pa.array(range(10), pa.int64()),
    "text": pa.array(texts),
    "label": pa.array(["ham" if i % 2 == 0 else "spam" for i in range(10)]).dictionary_encode(),
    "weight": pa.array([i / 4 for i in range(10)], pa.float32()),
    "huge": pa.array([2**60 + i for i in range(10)], pa.int64()),
    "flag": pa.array([i % 3 == 0 for i in range(10)]),
    "hole": pa.array(["x" if i != 7 else None for i in range(10)]),
}
table = pa.table(columns)

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for compression in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    pq.write_table(table, folder / f"{compression}.parquet", compression=compression, row_group_size=4)
pq.write_table(table, folder / "version-2.parquet", data_page_version="2.0", use_dictionary=False, row_group_size=4)
