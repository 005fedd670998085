#!/usr/bin/env bash
# In which order a sorted view of Qt has dates and large numbers of Python.
#
# Package:        PySide6-Essentials 6.11.3, on the offscreen platform
# A good guess:   QSortFilterProxyModel sorts what the model returns for the sort role: numbers by size, dates
#                 by time, for Qt has a QDate and PySide a Python date for it.
# What it does:   an int beyond 32 bits is another type for Qt, and as soon as it is compared with a small one
#                 only the lower 32 bits of it count: “20 < 3000000000” is false, for these are negative.
#                 A datetime.date or datetime is an object without an order to Qt: the rows stay as they
#                 came, as if they were sorted; so do those of Decimal, timedelta and tuples. Nothing is
#                 raised or logged. float and QDate are sorted well.
# What follows:   a column of sizes or times is right until the first large value, and one of dates as
#                 long as the rows come in order, as in tests. Return floats, or QDateTime.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

application = QCoreApplication([])
YEARS = (2020, 1926, 1999)
for name, values in {
    "int": [20, 10, 30],
    "int, two of them large": [3_000_000_000, 20, 10_000_000_000],
    "float, two of them large": [3_000_000_000.0, 20.0, 10_000_000_000.0],
    "QDate": [QDate(year, 5, 3) for year in YEARS],
    "date": [date(year, 5, 3) for year in YEARS],
    "datetime": [datetime(year, 5, 3) for year in YEARS],
    "timedelta": [timedelta(days) for days in (2, 1, 3)],
    "Decimal": [Decimal(number) for number in (2, 1, 3)],
    "tuple": [(2, 0), (1, 0), (3, 0)],
}.items():
    model = QStandardItemModel()
    for value in values:
        item = QStandardItem()
        item.setData(value, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    view = QSortFilterProxyModel()
    view.setSourceModel(model)
    view.setSortRole(Qt.ItemDataRole.UserRole)
    view.sort(0)
    rows = [view.mapToSource(view.index(row, 0)).row() for row in range(view.rowCount())]
    right = sorted(range(3), key=lambda row: values[row].toJulianDay() if name == "QDate" else values[row])
    order = "as they came" if rows == [0, 1, 2] else f"rows {rows}"
    print(f"{name}: {'right' if rows == right else 'wrong'}, {order}")
PYTHON

QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/probe.py" 2>&1 | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
int: right, rows [1, 0, 2]
int, two of them large: wrong, as they came
float, two of them large: right, rows [1, 0, 2]
QDate: right, rows [1, 2, 0]
date: wrong, as they came
datetime: wrong, as they came
timedelta: wrong, as they came
Decimal: wrong, as they came
tuple: wrong, as they came
SEEN
